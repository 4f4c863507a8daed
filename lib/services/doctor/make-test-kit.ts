import { strToU8, zipSync } from "fflate";
import { doctorQuerySchema } from "@/lib/api/doctor";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { ok, type Result } from "@/lib/errors";
import { testKit } from "@/lib/iis/doctor/test-kit";
import { PROBE_WORDS, predictProbe } from "@/lib/iis/probe";
import { readScene } from "./read-scene";

/** A zip of what a person tries the site with by hand. Errors: `not-allowed`, `invalid-input`, `not-found`. */
export async function makeTestKit(
  actor: Actor,
  serverId: string,
  input: unknown,
): Promise<Result<{ body: Uint8Array; contentType: string; fileName: string }>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(doctorQuerySchema, input);
  if (!parsed.ok) return parsed;
  const read = await readScene(actor, serverId, parsed.value.site);
  if (!read.ok) return read;
  const { server, scene } = read.value;
  const { expected } = predictProbe(scene.config ?? {}, scene.https[0], scene.host);
  const files = testKit({
    site: scene.scope,
    hostName: server.hostName,
    bindings: scene.https.map(({ bindingInformation }) => bindingInformation),
    prediction: expected.map((outcome) => PROBE_WORDS[outcome]).join(", or "),
  });
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  const fileName = `test-kit-${server.name}-${scene.scope}`.replaceAll(/[^\w.-]+/g, "-").slice(0, 100);
  return ok({
    body: zipSync(Object.fromEntries(entries)),
    contentType: "application/zip",
    fileName: `${fileName}.zip`,
  });
}
