import { randomUUID } from "node:crypto";
import { Prisma } from "@/lib/generated/prisma/client";
import { accessEntriesOf } from "@/lib/iis/access-entries";
import { digestSiteConfig } from "@/lib/iis/digest";
import type { SiteConfig } from "@/lib/iis/site-config";

/** `config` is null when the site was not there. */
interface SeenTarget {
  targetId: string;
  config: SiteConfig | null;
}

/**
 * Keeps what was seen on targets as part of their past: a report that says the same as the one before prolongs it, another one
 * begins anew.
 */
export async function storeObservations(
  tx: Prisma.TransactionClient,
  seen: readonly SeenTarget[],
  now: Date,
  digestOf: (config: SiteConfig) => string = digestSiteConfig,
): Promise<void> {
  const targetIds = seen.map(({ targetId }) => targetId);
  const last = await tx.$queryRaw<{ id: string; targetId: string; digest: string }[]>`
    SELECT o.id, o."targetId", o.digest FROM unnest(${targetIds}::uuid[]) AS target,
      LATERAL (SELECT * FROM "Observation" WHERE "targetId" = target ORDER BY "observedFrom" DESC LIMIT 1) o`;
  const lastOf = new Map(last.map((each) => [each.targetId, each]));
  const told = seen.map((each) => ({
    ...each,
    digest: each.config === null ? "" : digestOf(each.config),
  }));
  const same = told.flatMap(({ targetId, digest }) => {
    const before = lastOf.get(targetId);
    return before?.digest === digest ? [before.id] : [];
  });
  if (same.length > 0)
    await tx.observation.updateMany({ where: { id: { in: same } }, data: { observedUntil: now } });
  const others = told.filter(({ targetId, digest }) => lastOf.get(targetId)?.digest !== digest);
  if (others.length === 0) return;
  // By their text and not by the digest, which leaves out what decides nothing (names, the order of one-to-one mappings).
  const alike = new Map<string, { nth: number; config: SiteConfig; ids: string[] }>();
  const rows = others.map(({ targetId, digest, config }) => {
    const row = { id: randomUUID(), targetId, digest };
    if (config === null) return { ...row, nth: null };
    const text = JSON.stringify(config);
    const one = alike.get(text) ?? { nth: alike.size, config, ids: [] };
    one.ids.push(row.id);
    alike.set(text, one);
    return { ...row, nth: one.nth };
  });
  // Plain SQL, and each config once: Prisma takes longer to read a thousand of them than the rest of it all.
  await tx.$executeRaw`
    INSERT INTO "Observation" (id, "targetId", digest, config, "observedFrom", "observedUntil")
    SELECT o.id, o."targetId", o.digest, ${`[${[...alike.keys()].join()}]`}::jsonb -> o.nth, ${now}, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS o (id uuid, "targetId" uuid, digest text, nth int)`;
  for (const { config, ids } of alike.values()) {
    const [model = "", ...same] = ids;
    const entries = accessEntriesOf(config).map((entry) => ({ observationId: model, ...entry }));
    await tx.accessEntry.createMany({ data: entries });
    if (same.length > 0) await copyEntries(tx, model, same);
  }
}

const COPIED = Prisma.raw(
  Object.values(Prisma.AccessEntryScalarFieldEnum)
    .filter((column) => column !== "id" && column !== "observationId")
    .map((column) => `"${column}"`)
    .join(", "),
);

/** A push brings the same to many servers: the database copies what was worked out once. */
async function copyEntries(tx: Prisma.TransactionClient, from: string, to: string[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "AccessEntry" ("observationId", ${COPIED})
    SELECT target, ${COPIED} FROM unnest(${to}::uuid[]) AS target, "AccessEntry" e WHERE e."observationId" = ${from}::uuid
    ORDER BY target, e.id`;
}
