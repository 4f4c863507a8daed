import { z } from "zod";
import type { MappingTable } from "@/lib/api/mapping-table";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";

interface Row {
  id: string;
  name: string;
  enabled: boolean;
  accountId: string;
  certificateId: string;
  subject: string;
  owner: string;
  notAfter: Date;
  createdAt: Date;
  createdBy: string;
}

/** Every one-to-one mapping of a draft at one moment, in the order of their making. Errors: `not-allowed`, `not-found`. */
export async function getMappingTable(actor: Actor, siteConfigId: string): Promise<Result<MappingTable>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  if (!z.uuid().safeParse(siteConfigId).success) return notFound();
  return db().$transaction(
    async (tx) => {
      const draft = await tx.siteConfig.findUnique({
        where: { id: siteConfigId },
        select: { version: true },
      });
      if (draft === null) return notFound();
      const rows = await tx.$queryRaw<Row[]>`
        SELECT m.id, m.name, m.enabled, m."accountId", m."certificateId", c.subject, c.owner, c."notAfter", m."createdAt", m."createdBy"
        FROM "OneToOneMapping" m JOIN "Certificate" c ON c.id = m."certificateId"
        WHERE m."siteConfigId" = ${siteConfigId}::uuid ORDER BY m.id`;
      const accounts = await tx.account.findMany({
        where: { oneToOneMappings: { some: { siteConfigId } } },
        select: { id: true, userName: true, passwordSetAt: true },
        orderBy: { userNameKey: "asc" },
      });
      const places = new Map(accounts.map(({ id }, place) => [id, place]));
      return ok({
        version: draft.version,
        accounts: accounts.map(({ id, userName, passwordSetAt }): MappingTable["accounts"][number] => [
          id,
          userName,
          passwordSetAt === null ? 0 : 1,
        ]),
        rows: rows.map((row): MappingTable["rows"][number] => [
          row.id,
          row.name,
          row.enabled ? 1 : 0,
          places.get(row.accountId) ?? -1,
          row.certificateId,
          row.subject,
          row.owner,
          seconds(row.notAfter),
          seconds(row.createdAt),
          row.createdBy,
        ]),
      });
    },
    { isolationLevel: "RepeatableRead" },
  );
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

function notFound() {
  return fail("not-found", "There is no such site config. It may have been deleted.");
}
