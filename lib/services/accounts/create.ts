import { randomUUID } from "node:crypto";
import { type AccountItem, createAccountSchema } from "@/lib/api/accounts";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { parseUserName } from "@/lib/iis/user-name";
import { sealAccountPassword } from "@/lib/secrets/account-password";
import { holdSealingKey } from "@/lib/secrets/key-lock";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { ACCOUNT_COLUMNS, accountItem } from "./row";

/** Stores an account, once per spelling. Errors: `not-allowed`, `invalid-input`, `already-exists`. */
export async function createAccount(actor: Actor, input: unknown): Promise<Result<AccountItem>> {
  const allowed = may(actor, "account.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(createAccountSchema, input);
  if (!parsed.ok) return parsed;
  const name = parseUserName(parsed.value.userName);
  if (!name.ok) return name;
  const { text: userName, key: userNameKey } = name.value;
  const { password } = parsed.value;
  return transact(async (tx) => {
    const taken = await tx.account.findUnique({ where: { userNameKey }, select: { userName: true } });
    if (taken !== null)
      return fail("already-exists", `The account ${taken.userName} is there already.`, { field: "userName" });
    const id = randomUUID();
    await holdSealingKey(tx);
    const set = password !== undefined && {
      sealedPassword: sealAccountPassword({ id, userNameKey }, password),
      passwordSetAt: new Date(),
      passwordSetBy: actor.name,
      passwordVersion: 1,
    };
    const data = { id, userName, userNameKey, createdBy: actor.name, ...set };
    const row = await tx.account.create({ data, select: ACCOUNT_COLUMNS });
    const after = { userName, password: password === undefined ? "not set" : "set" };
    await recordEvent(tx, actor, { action: "account.create", nounId: id, nounName: userName, after });
    return ok(accountItem(row));
  });
}
