import { z } from "zod";
import { type AccessEvidence, EVIDENCE_LIMIT } from "@/lib/api/access-resolutions";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { visibleServers } from "@/lib/auth/server-scope";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import type { AccessEntry, Prisma } from "@/lib/generated/prisma/client";
import { compileMapping, firstFailure, flatten } from "@/lib/iis/resolve-rules";
import { ruleSchema } from "@/lib/iis/site-config";
import { storedNames } from "@/lib/services/certificates/stored-names";

/**
 * Since when one way in stands there, and who made it so. `key` is the row's: the entry and the target.
 * Errors: `not-allowed`, `not-found`.
 */
export async function getAccessEvidence(actor: Actor, key: string): Promise<Result<AccessEvidence>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const parts = /^(\d{1,18})-(.*)$/.exec(key);
  const targetId = z.union([z.uuid(), z.literal("")]).safeParse(parts?.[2]).data;
  const entry =
    parts?.[1] !== undefined && targetId !== undefined
      ? await db().accessEntry.findUnique({
          where: { id: BigInt(parts[1]) },
          include: {
            revision: { select: { siteConfigId: true } },
            observation: { select: { target: { select: { id: true, siteConfigId: true } } } },
          },
        })
      : null;
  const place = targetId || entry?.observation?.target.id;
  const hidden =
    place !== undefined &&
    (await db().target.count({ where: { id: place, server: visibleServers(actor) } })) === 0;
  const siteConfigId = entry?.revision?.siteConfigId ?? entry?.observation?.target.siteConfigId;
  if (entry === null || hidden || siteConfigId === undefined || targetId === undefined)
    return fail("not-found", "This way in is not known any more. Load the page again.");
  const revisions = await db().revision.findMany({
    where: { siteConfigId, access: { some: sameWayIn(entry) } },
    select: { id: true, number: true, publishedAt: true, publishedBy: true, message: true },
    orderBy: { number: "desc" },
    take: EVIDENCE_LIMIT,
  });
  const [pushes, observed] =
    targetId === ""
      ? [[], []]
      : await Promise.all([readPushes(targetId, revisions), readObservations(targetId, entry)]);
  return ok({
    revisions: revisions.map(({ id: _id, publishedAt, ...revision }) => ({
      ...revision,
      siteConfigId,
      publishedAt: publishedAt.toISOString(),
    })),
    pushes,
    observed,
    meetsRules: entry.kind === "manyToOne" ? await meetsRules(entry.rules) : null,
  });
}

/** The same certificate or rules for the same account. Its label may have changed. */
function sameWayIn({ kind, userKey, sha256, rules, permissionMode }: AccessEntry) {
  return {
    kind,
    userKey,
    permissionMode,
    sha256,
    ...(rules !== null && { rules: { equals: rules } }),
  } satisfies Prisma.AccessEntryWhereInput;
}

async function readPushes(
  targetId: string,
  revisions: readonly { id: string; number: number }[],
): Promise<AccessEvidence["pushes"]> {
  const rows = await db().deploymentTarget.findMany({
    where: { targetId, state: "verified", revisionId: { in: revisions.map(({ id }) => id) } },
    select: { finishedAt: true, revision: true, deployment: true },
    orderBy: { finishedAt: "desc" },
    take: EVIDENCE_LIMIT,
  });
  return rows.map(({ finishedAt, revision, deployment }) => ({
    deploymentId: deployment.id,
    number: deployment.number,
    revision: revision.number,
    finishedAt: (finishedAt ?? deployment.createdAt).toISOString(),
    startedBy: deployment.createdBy,
    message: deployment.message,
  }));
}

async function readObservations(targetId: string, entry: AccessEntry): Promise<AccessEvidence["observed"]> {
  const rows = await db().observation.findMany({
    where: { targetId, entries: { some: sameWayIn(entry) } },
    select: { observedFrom: true, observedUntil: true },
    orderBy: { observedFrom: "desc" },
    take: EVIDENCE_LIMIT,
  });
  return rows.map(({ observedFrom, observedUntil }) => ({
    from: observedFrom.toISOString(),
    until: observedUntil.toISOString(),
  }));
}

async function meetsRules(stored: Prisma.JsonValue): Promise<AccessEvidence["meetsRules"]> {
  const rules = compileMapping({ rules: ruleSchema.array().parse(stored) });
  const { certificates, total } = await storedNames();
  const met = certificates.filter(
    ({ subjectName, issuerName }) =>
      !rules.neverMatches && firstFailure(rules, flatten(subjectName), flatten(issuerName)) === -1,
  );
  return {
    stored: total,
    count: met.length,
    certificates: met.slice(0, EVIDENCE_LIMIT).map(({ id, displayName }) => ({ id, displayName })),
  };
}
