import { parseInput } from "@/lib/api/parse";
import { approveServerSchema, type ServerItem } from "@/lib/api/servers";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { ok, type Result } from "@/lib/errors";
import { decideServer } from "./decide";
import { asHex, hasReplacement, mismatch, replaceKeys } from "./replace-keys";

/**
 * Lets a pending agent in, or the one that asks to take the place of this server's. `fingerprint` is the one that the person read on the server: host names are self-reported, only
 * the key is proof. Errors: those of `decideServer`, `invalid-input`, `fingerprint-mismatch`.
 */
export async function approveServer(actor: Actor, id: string, input: unknown): Promise<Result<ServerItem>> {
  const allowed = may(actor, "server.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(approveServerSchema, input);
  if (!parsed.ok) return parsed;
  if (await hasReplacement(id)) return replaceKeys(actor, id, parsed.value.fingerprint);
  const given = asHex(parsed.value.fingerprint);
  return decideServer(actor, id, {
    state: "approved",
    action: "server.approve",
    from: ["pending"],
    check: (server) => (given === server.fingerprint ? ok(true) : mismatch()),
  });
}
