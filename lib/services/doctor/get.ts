import { newerAgent } from "@/lib/agent-api/newer-agent";
import { type Doctor, doctorQuerySchema } from "@/lib/api/doctor";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { bindingWishesSchema } from "@/lib/iis/binding-wish";
import { blastRadius } from "@/lib/iis/blast-radius";
import { examine } from "@/lib/iis/doctor/doctor";
import { PROBE_WORDS, predictProbe } from "@/lib/iis/probe";
import { readScene } from "./read-scene";
import { taskItem } from "./task-row";

/** The checklist of one site with what was asked of its agent. Errors: `not-allowed`, `invalid-input`, `not-found`. */
export async function getDoctor(actor: Actor, serverId: string, input: unknown): Promise<Result<Doctor>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(doctorQuerySchema, input);
  if (!parsed.ok) return parsed;
  const read = await readScene(actor, serverId, parsed.value.site);
  if (!read.ok) return read;
  const { server, target, scene } = read.value;
  const tasks = await db().agentTask.findMany({
    where: { serverId: server.id, OR: [{ kind: "inventory" }, { scope: scene.scope }] },
    omit: { bundle: true },
    orderBy: { createdAt: "desc" },
    take: 5,
  });
  const now = Date.now();
  return ok({
    server: {
      id: server.id,
      name: server.name,
      approved: server.state === "approved",
      agentVersion: server.agentVersion,
      newerAgent: newerAgent(server.agentVersion),
    },
    site: scene.scope,
    inventoryAt: scene.inventoryAt,
    checks: examine(scene).map((check) => ({ ...check, statuses: [...check.statuses] })),
    bindings: scene.https.map((binding) => {
      const { expected, because } = predictProbe(scene.config ?? {}, binding, scene.host);
      return {
        bindingInformation: binding.bindingInformation,
        key: binding.key,
        sharedWith: blastRadius(scene.inventory?.sites ?? [], scene.siteName, binding.key).map(
          ({ name }) => name,
        ),
        prediction: { words: expected.map((outcome) => PROBE_WORDS[outcome]).join(", or "), because },
      };
    }),
    target: target && {
      id: target.id,
      siteConfigId: target.siteConfig.id,
      siteConfigName: target.siteConfig.name,
      probe: target.probe,
      bindingFlags: bindingWishesSchema.safeParse(target.bindingFlags ?? []).data ?? [],
    },
    tasks: tasks.map((task) => taskItem(task, now)),
  });
}
