import type { Actor } from "@/lib/auth/actor";
import { fail, ok, type Result } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";

/**
 * May this person map certificates to these accounts? An administrator may map to every account; an editor to those that all
 * editors may map to, and to those that name him. Ask it in the transaction that makes or changes a mapping.
 * Error: `account-not-granted`, which names the accounts.
 */
export function mayMapTo(
  tx: Prisma.TransactionClient,
  actor: Actor,
  accountIds: readonly string[],
): Promise<Result<true>> {
  return mayMap(tx, actor, Prisma.sql`a.id = ANY(${[...accountIds]}::uuid[])`);
}

/** The same for accounts by `accountKey` of their names; names that are not stored are nobody's. */
export function mayMapToNames(
  tx: Prisma.TransactionClient,
  actor: Actor,
  userNameKeys: readonly string[],
): Promise<Result<true>> {
  return mayMap(tx, actor, Prisma.sql`a."userNameKey" = ANY(${[...userNameKeys]}::text[])`);
}

/** Keys of those of these accounts that this person may not map to. */
export async function notGranted(
  tx: Prisma.TransactionClient,
  actor: Actor,
  userNameKeys: readonly string[],
): Promise<Set<string>> {
  const refused = await refusedAccounts(
    tx,
    actor,
    Prisma.sql`a."userNameKey" = ANY(${[...userNameKeys]}::text[])`,
  );
  return new Set(refused.map(({ userNameKey }) => userNameKey));
}

async function mayMap(tx: Prisma.TransactionClient, actor: Actor, these: Prisma.Sql): Promise<Result<true>> {
  const refused = await refusedAccounts(tx, actor, these, NAMED + 1);
  if (refused.length === 0) return ok(true);
  const names = refused.slice(0, NAMED).map(({ userName }) => userName);
  const more = refused.length > NAMED ? " and others" : "";
  return fail(
    "account-not-granted",
    `You may not map to ${names.join(", ")}${more}: only the persons that an administrator named there may.`,
    { field: "accountId" },
  );
}

async function refusedAccounts(
  tx: Prisma.TransactionClient,
  actor: Actor,
  these: Prisma.Sql,
  most: number | null = null,
): Promise<{ userName: string; userNameKey: string }[]> {
  if (actor.kind === "person" && actor.role === "administrator") return [];
  return tx.$queryRaw`
    SELECT a."userName", a."userNameKey" FROM "Account" a
    WHERE ${these} AND a."mapBy" <> 'editors' AND NOT EXISTS (
      SELECT 1 FROM "AccountGrant" g
      WHERE g."accountId" = a.id AND g."personId" = ${actor.id} AND ${actor.kind} = 'person')
    ORDER BY a."userNameKey" LIMIT ${most}`;
}

const NAMED = 20;
