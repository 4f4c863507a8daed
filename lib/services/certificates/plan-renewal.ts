import { parseInput } from "@/lib/api/parse";
import { type Predecessor, planRenewalSchema, type RenewalPlan } from "@/lib/api/renewals";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { findPredecessors, listed, SUCCESSION_COLUMNS, type SuccessionRow } from "./predecessors";
import { certificateItem } from "./row";

/**
 * Which mapped certificates these succeed, why, and the mappings that a replacement would change. It changes nothing: the dry run.
 * A certificate that succeeds none, or is not there any more, is left out, and so is a mapping whose replacement is under way. Errors: `not-allowed`, `invalid-input`.
 */
export async function planRenewal(actor: Actor, input: unknown): Promise<Result<RenewalPlan>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(planRenewalSchema, input);
  if (!parsed.ok) return parsed;
  const rows = await db().certificate.findMany({
    where: { id: { in: parsed.value.ids } },
    select: SUCCESSION_COLUMNS,
    orderBy: [{ displayName: "asc" }, { id: "asc" }],
  });
  const items: RenewalPlan["items"] = [];
  for (const newer of rows) {
    const found = await findPredecessors(db(), newer);
    const predecessors: Predecessor[] = [];
    for (const { row, reason } of found) {
      const mappings = (await mappingsOf(db(), row, newer)).filter((mapping) => !isReplaced(mapping));
      if (mappings.length === 0) continue;
      const otherIssuer = row.issuerKey !== newer.issuerKey;
      predecessors.push({ certificate: certificateItem(listed(row)), reason, otherIssuer, mappings });
    }
    if (predecessors.length > 0) items.push({ certificate: certificateItem(listed(newer)), predecessors });
  }
  return ok({ items });
}

/** Both are mapped to the same account, and the old one has its date. */
function isReplaced({ userName, newUserName, removeAt }: Predecessor["mappings"][number]): boolean {
  return newUserName?.toLowerCase() === userName.toLowerCase() && removeAt !== null;
}

async function mappingsOf(
  tx: Prisma.TransactionClient,
  older: SuccessionRow,
  newer: SuccessionRow,
): Promise<Predecessor["mappings"]> {
  const rows = await tx.oneToOneMapping.findMany({
    where: { certificateId: older.id },
    select: {
      name: true,
      enabled: true,
      account: { select: { id: true, userName: true } },
      siteConfig: {
        select: {
          id: true,
          name: true,
          version: true,
          publishedVersion: true,
          revisions: { select: { number: true }, orderBy: { number: "desc" }, take: 1 },
          oneToOneMappings: {
            where: { certificateId: newer.id },
            select: { account: { select: { userName: true } } },
          },
          removals: {
            where: { oldSha256: older.sha256, state: { in: ["planned", "waiting", "pushing", "failed"] } },
            select: { removeAt: true },
          },
        },
      },
    },
    orderBy: { siteConfig: { name: "asc" } },
    take: 200,
  });
  return rows.map(({ name, enabled, account, siteConfig }) => ({
    siteConfigId: siteConfig.id,
    siteConfigName: siteConfig.name,
    version: siteConfig.version,
    lastRevision: siteConfig.revisions[0]?.number ?? null,
    unpublished: siteConfig.version !== siteConfig.publishedVersion,
    mappingName: name,
    accountId: account.id,
    userName: account.userName,
    enabled,
    newUserName: siteConfig.oneToOneMappings[0]?.account.userName ?? null,
    removeAt: siteConfig.removals[0]?.removeAt.toISOString() ?? null,
  }));
}
