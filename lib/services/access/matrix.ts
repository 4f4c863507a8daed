import {
  type AccessMatrix,
  accessMatrixQuerySchema,
  MATRIX_ACCOUNTS,
  MATRIX_PLACES,
} from "@/lib/api/access-overview";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import { scoped } from "./sources";
import { selectEntries } from "./sql";

/** Accounts by sites, a page of accounts at a time. Errors: `not-allowed`, `invalid-input`. */
export async function crossAccess(actor: Actor, input: unknown): Promise<Result<AccessMatrix>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(accessMatrixQuerySchema, input);
  if (!parsed.ok) return parsed;
  const { after, ...filter } = scoped(actor, parsed.value);
  const behind = after === undefined ? Prisma.empty : Prisma.sql`WHERE "userKey" > ${after}`;
  const accountsOf = selectEntries(
    filter,
    Prisma.sql`e."userKey", min(coalesce(e."userName", 'Denied')) AS "userName"`,
  );
  const [accounts, counted, places] = await Promise.all([
    db().$queryRaw<{ userKey: string; userName: string }[]>(Prisma.sql`
      SELECT * FROM (${accountsOf} GROUP BY e."userKey") a ${behind}
      ORDER BY "userKey" LIMIT ${MATRIX_ACCOUNTS + 1}`),
    db().$queryRaw<{ total: bigint }[]>(
      selectEntries(filter, Prisma.sql`count(DISTINCT e."userKey") AS total`),
    ),
    db().$queryRaw<{ targetId: string; scope: string; serverName: string; total: bigint }[]>(Prisma.sql`
      SELECT p.*, count(*) OVER () AS total FROM (
        ${selectEntries(filter, Prisma.sql`DISTINCT s."targetId", s.scope, s."serverName"`)} AND s."targetId" IS NOT NULL
      ) p ORDER BY "serverName", scope LIMIT ${MATRIX_PLACES}`),
  ]);
  const rows = accounts.slice(0, MATRIX_ACCOUNTS);
  const cells = await readCells(filter, rows, places);
  return ok({
    accounts: rows.map((account) => ({ ...account, cells: cells.get(account.userKey) ?? [] })),
    places: places.map(({ total: _total, ...place }) => place),
    totalAccounts: Number(counted[0]?.total ?? 0),
    totalPlaces: Number(places[0]?.total ?? 0),
    nextAccount: accounts.length > rows.length ? (rows.at(-1)?.userKey ?? null) : null,
  });
}

type Cell = AccessMatrix["accounts"][number]["cells"][number];

async function readCells(
  filter: Parameters<typeof selectEntries>[0],
  accounts: readonly { userKey: string }[],
  places: readonly { targetId: string }[],
): Promise<Map<string, Cell[]>> {
  const cells = new Map<string, Cell[]>();
  if (accounts.length === 0 || places.length === 0) return cells;
  const userKeys = accounts.map(({ userKey }) => userKey);
  const targetIds = places.map(({ targetId }) => targetId);
  const columns = Prisma.sql`
    e."userKey", s."targetId",
    count(*) FILTER (WHERE e.kind = 'oneToOne')::int AS certificates,
    count(*) FILTER (WHERE e.kind = 'manyToOne')::int AS rules`;
  const rows = await db().$queryRaw<(Cell & { userKey: string })[]>(Prisma.sql`
    ${selectEntries(filter, columns)} AND e."userKey" = ANY(${userKeys}) AND s."targetId" = ANY(${targetIds}::uuid[])
    GROUP BY e."userKey", s."targetId"`);
  for (const { userKey, ...cell } of rows) cells.set(userKey, [...(cells.get(userKey) ?? []), cell]);
  return cells;
}
