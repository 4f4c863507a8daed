import { type AccountDetail, updateAccountSchema } from "@/lib/api/accounts";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { mayMapTo } from "@/lib/auth/may-map";
import { may } from "@/lib/auth/permissions";
import type { Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { readDetail } from "./detail";
import { lockAccount } from "./lock";

/**
 * Owner, notes and tags.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `if-match-required`, `conflict`, `account-not-granted`.
 */
export async function updateAccount(
  actor: Actor,
  id: string,
  version: number | null,
  input: unknown,
): Promise<Result<AccountDetail>> {
  const allowed = may(actor, "account.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(updateAccountSchema, input);
  if (!parsed.ok) return parsed;
  const tags = [...new Set(parsed.value.tags)].toSorted();
  const after = { owner: parsed.value.owner, notes: parsed.value.notes, tags };
  return transact(async (tx) => {
    const locked = await lockAccount(tx, id, version);
    if (!locked.ok) return locked;
    const granted = await mayMapTo(tx, actor, [id]);
    if (!granted.ok) return granted;
    const before = await tx.account.findUniqueOrThrow({
      where: { id },
      select: { owner: true, notes: true, tags: true },
    });
    await tx.account.update({ where: { id }, data: { ...after, version: { increment: 1 } } });
    await recordEvent(tx, actor, {
      action: "account.update",
      nounId: id,
      nounName: locked.value.userName,
      before,
      after,
    });
    return readDetail(tx, actor, id);
  });
}
