import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";

/** Ends a token at once and for good. Errors: `not-allowed`, `not-found`, `conflict` (revoked already). */
export async function revokeApiToken(actor: Actor, id: string): Promise<Result<null>> {
  const allowed = may(actor, "api-token.write");
  if (!allowed.ok) return allowed;
  if (!z.uuid().safeParse(id).success) return fail("not-found", "There is no such token.");
  return transact(async (tx) => {
    const row = await tx.apiToken.findUnique({ where: { id } });
    if (row === null) return fail("not-found", "There is no such token.");
    const revoked = { revokedAt: new Date(), revokedBy: actor.name };
    const { count } = await tx.apiToken.updateMany({ where: { id, revokedAt: null }, data: revoked });
    if (count === 0) return fail("conflict", `The token ${row.name} was revoked already.`);
    await recordEvent(tx, actor, { action: "api-token.revoke", nounId: id, nounName: row.name });
    return ok(null);
  });
}
