import { z } from "zod";
import { type AccountItem, setPasswordSchema } from "@/lib/api/accounts";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { mayMapTo } from "@/lib/auth/may-map";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { sealAccountPassword } from "@/lib/secrets/account-password";
import { holdSealingKey } from "@/lib/secrets/key-lock";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { ACCOUNT_COLUMNS, accountItem } from "./row";

/**
 * Stores a password, write-only. Servers get it with their next push.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `account-not-granted`.
 */
export async function setPassword(actor: Actor, id: string, input: unknown): Promise<Result<AccountItem>> {
  const allowed = may(actor, "account.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(setPasswordSchema, input);
  if (!parsed.ok) return parsed;
  if (!z.uuid().safeParse(id).success) return notFound();
  return transact(async (tx) => {
    const owner = await tx.account.findUnique({ where: { id }, select: { id: true, userNameKey: true } });
    if (owner === null) return notFound();
    const granted = await mayMapTo(tx, actor, [id]);
    if (!granted.ok) return granted;
    await holdSealingKey(tx);
    const row = await tx.account.update({
      where: { id },
      data: {
        sealedPassword: sealAccountPassword(owner, parsed.value.password),
        passwordSetAt: new Date(),
        passwordSetBy: actor.name,
        passwordVersion: { increment: 1 },
      },
      select: ACCOUNT_COLUMNS,
    });
    await recordEvent(tx, actor, { action: "account.set-password", nounId: id, nounName: row.userName });
    return ok(accountItem(row));
  });
}

function notFound() {
  return fail("not-found", "There is no such account. It may have been deleted.");
}
