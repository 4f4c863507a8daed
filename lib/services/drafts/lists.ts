import type { Prisma } from "@/lib/generated/prisma/client";
import { type ManyToOneRow, manyToOneRowSchema, type New, type OneToOneRow } from "./rows";

/** How the rows of one of the two lists of a draft are read and written; the draft is locked by then. */
export interface DraftList<Row> {
  find(tx: Prisma.TransactionClient, siteConfigId: string, ids: string[]): Promise<Row[]>;
  add(
    tx: Prisma.TransactionClient,
    siteConfigId: string,
    rows: New<Row>[],
    createdBy: string,
  ): Promise<Row[]>;
  /** Whole rows by their ids, made or overwritten in one statement. */
  put(tx: Prisma.TransactionClient, siteConfigId: string, rows: Row[]): Promise<void>;
  remove(tx: Prisma.TransactionClient, siteConfigId: string, ids: string[]): Promise<void>;
}

const MADE = {
  id: true,
  name: true,
  enabled: true,
  accountId: true,
  createdAt: true,
  createdBy: true,
} as const;
const ONE_TO_ONE = { ...MADE, certificateId: true } as const satisfies Prisma.OneToOneMappingSelect;
const MANY_TO_ONE = {
  ...MADE,
  position: true,
  description: true,
  permissionMode: true,
  rules: true,
} as const satisfies Prisma.ManyToOneMappingSelect;

type StoredManyToOne = Prisma.ManyToOneMappingGetPayload<{ select: typeof MANY_TO_ONE }>;

const iso = <Row extends { createdAt: Date }>(row: Row) => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
});
const manyToOne = (row: StoredManyToOne) => manyToOneRowSchema.parse(iso(row));

export const oneToOneList: DraftList<OneToOneRow> = {
  async find(tx, siteConfigId, ids) {
    const rows = await tx.oneToOneMapping.findMany({
      where: { siteConfigId, id: { in: ids } },
      select: ONE_TO_ONE,
    });
    return rows.map(iso);
  },
  async add(tx, siteConfigId, rows, createdBy) {
    const data = rows.map((row) => ({ ...row, siteConfigId, createdBy }));
    const added = await tx.oneToOneMapping.createManyAndReturn({ data, select: ONE_TO_ONE });
    return added.map(iso);
  },
  async put(tx, siteConfigId, rows) {
    await tx.$executeRaw`
      INSERT INTO "OneToOneMapping" (id, "siteConfigId", "certificateId", "accountId", name, enabled, "createdAt", "createdBy")
      SELECT id, ${siteConfigId}::uuid, "certificateId", "accountId", name, enabled, "createdAt", "createdBy"
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row(id uuid, "certificateId" uuid, "accountId" uuid,
        name text, enabled boolean, "createdAt" timestamptz, "createdBy" text)
      ON CONFLICT (id) DO UPDATE SET "certificateId" = EXCLUDED."certificateId", "accountId" = EXCLUDED."accountId",
        name = EXCLUDED.name, enabled = EXCLUDED.enabled`;
  },
  async remove(tx, siteConfigId, ids) {
    await tx.oneToOneMapping.deleteMany({ where: { siteConfigId, id: { in: ids } } });
  },
};

export const manyToOneList: DraftList<ManyToOneRow> = {
  async find(tx, siteConfigId, ids) {
    const rows = await tx.manyToOneMapping.findMany({
      where: { siteConfigId, id: { in: ids } },
      select: MANY_TO_ONE,
    });
    return rows.map(manyToOne);
  },
  async add(tx, siteConfigId, rows, createdBy) {
    const data = rows.map((row) => ({ ...row, siteConfigId, createdBy }));
    const added = await tx.manyToOneMapping.createManyAndReturn({ data, select: MANY_TO_ONE });
    return added.map(manyToOne);
  },
  async put(tx, siteConfigId, rows) {
    await tx.$executeRaw`
      INSERT INTO "ManyToOneMapping" (id, "siteConfigId", position, name, description, enabled, "permissionMode", "accountId",
        rules, "createdAt", "createdBy")
      SELECT id, ${siteConfigId}::uuid, position, name, description, enabled, "permissionMode", "accountId", rules,
        "createdAt", "createdBy"
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row(id uuid, position integer, name text, description text,
        enabled boolean, "permissionMode" "PermissionMode", "accountId" uuid, rules jsonb, "createdAt" timestamptz,
        "createdBy" text)
      ON CONFLICT (id) DO UPDATE SET position = EXCLUDED.position, name = EXCLUDED.name, description = EXCLUDED.description,
        enabled = EXCLUDED.enabled, "permissionMode" = EXCLUDED."permissionMode", "accountId" = EXCLUDED."accountId",
        rules = EXCLUDED.rules`;
  },
  async remove(tx, siteConfigId, ids) {
    await tx.manyToOneMapping.deleteMany({ where: { siteConfigId, id: { in: ids } } });
  },
};
