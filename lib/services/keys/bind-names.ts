import type { Actor } from "@/lib/auth/actor";
import { fail, ok, type Result } from "@/lib/errors";
import {
  openAccountPassword,
  openUnnamedPassword,
  sealAccountPassword,
} from "@/lib/secrets/account-password";
import { areNamesBound, noteNamesBound } from "@/lib/secrets/high-water";
import { takeSealingKey } from "@/lib/secrets/key-lock";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";

/**
 * Seals passwords anew that an earlier version bound to their account's id alone. Once for each generation of the database, which is
 * noted outside of it: an old text that somebody puts back later beside another name stays shut. Answers how many there were.
 * Error: `not-allowed`.
 */
export async function bindNames(actor: Actor): Promise<Result<number>> {
  if (actor.kind !== "system") return fail("not-allowed", "The console does this by itself.");
  if (areNamesBound()) return ok(0);
  const bound = await transact(
    async (tx) => {
      await takeSealingKey(tx);
      const accounts = await tx.account.findMany({
        where: { sealedPassword: { not: null } },
        select: { id: true, userNameKey: true, sealedPassword: true },
      });
      const ids: string[] = [];
      const texts: string[] = [];
      for (const { sealedPassword, ...owner } of accounts) {
        const sealed = sealedPassword ?? "";
        if (openAccountPassword(owner, sealed).ok) continue;
        const password = openUnnamedPassword(owner, sealed);
        // Under a key that is lost: it says so where it is used.
        if (!password.ok) continue;
        ids.push(owner.id);
        texts.push(sealAccountPassword(owner, password.value));
      }
      await tx.$executeRaw`
        UPDATE "Account" a SET "sealedPassword" = n.sealed
        FROM unnest(${ids}::uuid[], ${texts}::text[]) AS n(id, sealed) WHERE a.id = n.id`;
      if (ids.length > 0)
        await recordEvent(tx, actor, {
          action: "key.bind-names",
          nounId: "console",
          nounName: "Stored passwords",
          after: { accounts: ids.length },
        });
      return ok(ids.length);
    },
    { timeout: 600_000 },
  );
  if (bound.ok) noteNamesBound();
  return bound;
}
