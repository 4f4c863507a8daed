import { accessFilterSchema } from "@/lib/api/access";
import { type AccessCards, CARD_ITEMS } from "@/lib/api/access-overview";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import { scoped } from "./sources";
import { selectEntries } from "./sql";

/** The ways in of the filter, counted by account, by certificate and by place. Errors: `not-allowed`, `invalid-input`. */
export async function countAccess(actor: Actor, input: unknown): Promise<Result<AccessCards>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(accessFilterSchema, input);
  if (!parsed.ok) return parsed;
  const filter = scoped(actor, parsed.value);
  const grouped = (columns: Prisma.Sql, by: Prisma.Sql, only = Prisma.empty) =>
    Prisma.sql`
      SELECT g.*, count(*) OVER () AS total FROM (
        ${selectEntries(filter, Prisma.sql`${columns}, count(*) AS count`)} ${only} GROUP BY ${by}
      ) g ORDER BY count DESC, name LIMIT ${CARD_ITEMS}`;
  const [accounts, certificates, rules, places, servers] = await Promise.all([
    db().$queryRaw<
      (Counted & { userKey: string; accountId: string | null; privileged: boolean })[]
    >(Prisma.sql`
      SELECT c.*, a.id AS "accountId" FROM (${grouped(
        Prisma.sql`e."userKey", min(e."userName") AS name, bool_or(e.privileged) AS privileged`,
        Prisma.sql`e."userKey"`,
        Prisma.sql`AND e."userName" IS NOT NULL`,
      )}) c LEFT JOIN "Account" a ON a."userNameKey" = c."userKey" ORDER BY c.count DESC, c.name`),
    db().$queryRaw<(Counted & { sha256: string; certificateId: string | null })[]>(Prisma.sql`
      SELECT c.count, c.total, c.sha256, k.id AS "certificateId", coalesce(k."displayName", c.name) AS name FROM (${grouped(
        Prisma.sql`e.sha256, coalesce(min(e."certificateSubject"), 'A certificate that cannot be read') AS name`,
        Prisma.sql`e.sha256`,
        Prisma.sql`AND e.sha256 IS NOT NULL`,
      )}) c LEFT JOIN "Certificate" k ON k.sha256 = c.sha256 ORDER BY c.count DESC, c.name`),
    db().$queryRaw<{ total: bigint }[]>(
      Prisma.sql`SELECT count(*) AS total FROM (${selectEntries(filter, Prisma.sql`DISTINCT e.id`)} AND e.kind = 'manyToOne') r`,
    ),
    db().$queryRaw<(Counted & { targetId: string; scope: string; serverName: string })[]>(
      grouped(
        Prisma.sql`s."targetId", s.scope, s."serverName", concat(s."serverName", ' ', s.scope) AS name`,
        Prisma.sql`s."targetId", s.scope, s."serverName"`,
        Prisma.sql`AND s."targetId" IS NOT NULL`,
      ),
    ),
    db().$queryRaw<{ total: bigint }[]>(
      selectEntries(filter, Prisma.sql`count(DISTINCT s."serverId") AS total`),
    ),
  ]);
  return ok({
    accounts: card(accounts, ({ userKey, accountId, privileged }) => ({ userKey, accountId, privileged })),
    certificates: {
      ...card(certificates, ({ sha256, certificateId }) => ({ sha256, certificateId })),
      rules: Number(rules[0]?.total ?? 0),
    },
    places: {
      ...card(places, ({ targetId, scope, serverName }) => ({ targetId, scope, serverName })),
      servers: Number(servers[0]?.total ?? 0),
    },
  });
}

interface Counted {
  name: string;
  count: bigint;
  total: bigint;
}

function card<Row extends Counted, Item>(rows: readonly Row[], item: (row: Row) => Item) {
  return {
    total: Number(rows[0]?.total ?? 0),
    items: rows.map((row) => ({ name: row.name, count: Number(row.count), ...item(row) })),
  };
}
