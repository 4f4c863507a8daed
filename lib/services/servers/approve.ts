import { parseInput } from "@/lib/api/parse";
import { approveServerSchema, type ServerItem } from "@/lib/api/servers";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { decideServer } from "./decide";

/**
 * Lets a pending agent in. `fingerprint` is the one that the person read on the server: host names are self-reported, only
 * the key is proof. Errors: those of `decideServer`, `invalid-input`, `fingerprint-mismatch`.
 */
export async function approveServer(actor: Actor, id: string, input: unknown): Promise<Result<ServerItem>> {
  const allowed = may(actor, "server.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(approveServerSchema, input);
  if (!parsed.ok) return parsed;
  const given = parsed.value.fingerprint.replaceAll(/[\s:]/g, "").toLowerCase();
  return decideServer(actor, id, {
    state: "approved",
    action: "server.approve",
    from: ["pending"],
    check: (server) =>
      given === server.fingerprint
        ? ok(true)
        : fail(
            "fingerprint-mismatch",
            "The fingerprint that the agent printed is not the one that enrolled. Do not approve it: somebody else may have used the token.",
            { field: "fingerprint" },
          ),
  });
}
