import type { AccessFilter } from "@/lib/api/access";
import { literally } from "@/lib/api/page";
import { Prisma } from "@/lib/generated/prisma/client";
import type { AccessKey } from "./row";
import { type ScopedFilter, sources } from "./sources";

/** `WITH source AS (...) SELECT <columns> FROM source s JOIN "AccessEntry" e ... WHERE <filter>` */
export function selectEntries(filter: ScopedFilter, columns: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    WITH source AS MATERIALIZED (${sources(filter)})
    SELECT ${columns} FROM source s JOIN "AccessEntry" e ON ${owner(filter)} = s."sourceId"
    WHERE true ${conditions(filter)}`;
}

function conditions(filter: AccessFilter): Prisma.Sql {
  const { query, account, certificate, kind, broad, privileged } = filter;
  const pattern = `%${literally(query.toLowerCase())}%`;
  return Prisma.sql`
    ${query ? Prisma.sql`AND (e.search LIKE ${pattern} OR s."placeSearch" LIKE ${pattern})` : Prisma.empty}
    ${account ? Prisma.sql`AND e."userKey" = ${account}` : Prisma.empty}
    ${certificate ? Prisma.sql`AND e.sha256 = ${certificate}` : Prisma.empty}
    ${kind ? Prisma.sql`AND e.kind = ${kind}::"MappingKind"` : Prisma.empty}
    ${broad ? Prisma.sql`AND e.broad` : Prisma.empty}
    ${privileged ? Prisma.sql`AND e.privileged` : Prisma.empty}
    ${validity(filter)}`;
}

function validity({ left, at }: AccessFilter): Prisma.Sql {
  if (left === "") return Prisma.empty;
  const moment = at === "" ? Prisma.sql`now()` : Prisma.sql`${at}::timestamptz`;
  if (left === "expired") return Prisma.sql`AND e."certificateNotAfter" < ${moment}`;
  return Prisma.sql`
    AND e."certificateNotAfter" >= ${moment}
    AND e."certificateNotAfter" < ${moment} + ${Number(left)} * interval '1 day'`;
}

export function accessCount(filter: ScopedFilter): Prisma.Sql {
  return selectEntries(filter, Prisma.sql`count(*) AS total`);
}

/** Entries without an account, which deny, come first. The column's order is that of its bytes: the same on every server. */
const ORDER = Prisma.sql`"userKey", "entryId", "targetKey"`;

/** In the order of account, entry, target, beginning behind `after`; all of them without a limit. */
export function accessRows(filter: ScopedFilter, after: AccessKey | null, limit: number | null): Prisma.Sql {
  const [userKey, entryId, targetKey] = after ?? [];
  const behind =
    userKey === undefined || entryId === undefined
      ? Prisma.empty
      : Prisma.sql`AND (e."userKey", e.id, s."targetKey") > (${userKey}, ${BigInt(entryId)}, ${targetKey})`;
  const cut = limit === null ? Prisma.empty : Prisma.sql`LIMIT ${limit}`;
  return Prisma.sql`
    WITH source AS MATERIALIZED (${sources(filter)})
    SELECT p.*, a.id AS "accountId", k.id AS "certificateId", k."displayName" AS "certificateName"
    FROM (
      SELECT s.*, e.* FROM source s
      -- Of each source only as many as the page may take: an index has them in this order.
      CROSS JOIN LATERAL (
        SELECT e.id AS "entryId", e.kind::text, e."permissionMode"::text, e."userName", e."userKey", e.rules,
          e.name AS "mappingName", e."inForce", e.broad, e.privileged, e.sha256, e."certificateSubject", e."certificateNotAfter"
        FROM "AccessEntry" e WHERE ${owner(filter)} = s."sourceId" ${conditions(filter)} ${behind}
        ORDER BY e."userKey", e.id ${cut}) e
      ORDER BY ${ORDER} ${cut}) p
    LEFT JOIN "Certificate" k ON k.sha256 = p.sha256
    LEFT JOIN "Account" a ON a."userNameKey" = p."userKey"
    ORDER BY ${ORDER}`;
}

function owner({ view }: AccessFilter): Prisma.Sql {
  return view === "observed" ? Prisma.sql`e."observationId"` : Prisma.sql`e."revisionId"`;
}
