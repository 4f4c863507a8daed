import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { consolePublicKey } from "@/lib/secrets/console-key";

/** All signed checkpoints, one compact JWS a line, the oldest first. Error `not-allowed`. */
export async function listCheckpoints(actor: Actor): Promise<Result<string>> {
  const allowed = may(actor, "audit.export");
  if (!allowed.ok) return allowed;
  const rows = await db().auditCheckpoint.findMany({ orderBy: { number: "asc" }, select: { jws: true } });
  return ok(rows.map(({ jws }) => `${jws}\n`).join(""));
}

/** The public key that checkpoints are verified with, as JWK. Error `not-allowed`. */
export function getPublicKey(actor: Actor): Result<string> {
  const allowed = may(actor, "audit.export");
  return allowed.ok ? ok(`${JSON.stringify(consolePublicKey())}\n`) : allowed;
}
