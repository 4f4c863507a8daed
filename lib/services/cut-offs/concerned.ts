import { literally } from "@/lib/api/page";
import type { Actor } from "@/lib/auth/actor";
import { GROUPED, mayOnServers } from "@/lib/auth/server-scope";
import { ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type CutOff, type CutOffSubject, cutOff, nameWithoutDomain } from "@/lib/iis/cut-off";
import { type SiteConfig, siteConfigSchema } from "@/lib/iis/site-config";
import { readDraft } from "@/lib/services/drafts/read";
import { readRevision } from "@/lib/services/revisions/read";
import { withoutFollowers } from "@/lib/services/revisions/shared-configuration";

/** A place with what is to be true there, or soon. */
export type ConcernedTarget = Awaited<ReturnType<typeof readTargets>>[number];

export interface ConcernedRevision {
  id: string;
  number: number;
  newest: boolean;
  config: SiteConfig;
  /** Null: it does not let the subject in, but a push that would waits at its targets and gives way to it. */
  cut: CutOff | null;
  /** Targets that run it, or wait for it as their first. */
  targets: ConcernedTarget[];
}

/** A site config that lets the subject in: by its draft, by its newest revision, or by one that a server runs. */
export interface Concerned {
  id: string;
  name: string;
  version: number;
  publishedVersion: number | null;
  draft: { config: SiteConfig; cut: CutOff } | null;
  /** By number, the oldest first. */
  revisions: ConcernedRevision[];
  newestNumber: number | null;
}

/** Everything that lets a certificate or an account in, by site config. Errors: `stored-data-altered`, `server-out-of-scope`. */
export async function findConcerned(
  tx: Prisma.TransactionClient,
  actor: Actor,
  subject: CutOffSubject,
): Promise<Result<Concerned[]>> {
  const siteConfigs = await tx.siteConfig.findMany({
    select: {
      id: true,
      name: true,
      version: true,
      publishedVersion: true,
      revisions: { select: { id: true, number: true }, orderBy: { number: "desc" }, take: 1 },
    },
    orderBy: { name: "asc" },
  });
  const targets = await withoutFollowers(tx, await readTargets(tx));
  const newest = siteConfigs.flatMap(({ revisions }) => revisions);
  const used = targets.flatMap(({ deployedRevision, jobs }) => [
    ...(deployedRevision ? [deployedRevision] : []),
    ...jobs.map(({ revision }) => revision),
  ]);
  const mayLetIn = await candidates(tx, subject, [...new Set([...newest, ...used].map(({ id }) => id))]);
  const drafts = await candidateDrafts(tx, subject);
  const concerned: Concerned[] = [];
  for (const { id, name, version, publishedVersion, revisions: last } of siteConfigs) {
    const own = targets.filter(({ siteConfigId }) => siteConfigId === id);
    const wanted = [...last, ...used.filter((each) => each.siteConfigId === id)].filter((each) =>
      mayLetIn.has(each.id),
    );
    const revisions = new Map<string, ConcernedRevision>();
    for (const { id: revisionId, number } of wanted) {
      if (revisions.has(revisionId)) continue;
      const read = await readRevision(tx, id, number);
      if (!read.ok) return read;
      const cut = cutOff(read.value.config, subject);
      const newest = number === last[0]?.number;
      const { config } = read.value;
      if (cut !== null)
        revisions.set(revisionId, { id: revisionId, number, newest, config, cut, targets: [] });
    }
    for (const target of own) {
      const base = target.deployedRevision ?? target.jobs[0]?.revision;
      const waits = target.jobs.some(({ revision }) => revisions.has(revision.id));
      if (base === undefined || !(revisions.has(base.id) || waits)) continue;
      const there = revisions.get(base.id);
      if (there) there.targets.push(target);
      else {
        const read = await readRevision(tx, id, base.number);
        if (!read.ok) return read;
        const { config } = read.value;
        const newest = base.number === last[0]?.number;
        revisions.set(base.id, { ...base, newest, config, cut: null, targets: [target] });
      }
    }
    const draft = drafts.has(id) ? await readDraft(tx, id) : null;
    const cutDraft = draft && cutOff(draft, subject);
    if (revisions.size === 0 && !cutDraft) continue;
    concerned.push({
      id,
      name,
      version,
      publishedVersion,
      draft: draft && cutDraft ? { config: draft, cut: cutDraft } : null,
      revisions: [...revisions.values()].toSorted((a, b) => a.number - b.number),
      newestNumber: last[0]?.number ?? null,
    });
  }
  const reached = concerned.flatMap(({ revisions }) => revisions.flatMap((each) => each.targets));
  const inScope = mayOnServers(
    actor,
    reached.map(({ server }) => server),
  );
  return inScope.ok ? ok(concerned) : inScope;
}

function readTargets(tx: Prisma.TransactionClient) {
  const revision = { select: { id: true, number: true, siteConfigId: true } } as const;
  return tx.target.findMany({
    select: {
      id: true,
      serverId: true,
      scope: true,
      siteConfigId: true,
      sequence: true,
      mode: true,
      deployedRevision: revision,
      server: {
        select: {
          ...GROUPED,
          lastSeenAt: true,
          state: true,
          inventoryAt: true,
          allowedSites: true,
          sharedConfiguration: true,
        },
      },
      jobs: {
        where: { state: { in: ["queued", "leased"] } },
        select: { state: true, revision },
        orderBy: { sequence: "desc" },
      },
    },
    orderBy: [{ server: { name: "asc" } }, { scope: "asc" }],
  });
}

/** Revisions that may let the subject in, found without reading megabytes of base64. */
async function candidates(
  tx: Prisma.TransactionClient,
  subject: CutOffSubject,
  revisionIds: string[],
): Promise<Set<string>> {
  if (subject.kind === "account") {
    const rows = await tx.accessEntry.findMany({
      where: { revisionId: { in: revisionIds }, OR: spellings(subject.userName, "userKey") },
      select: { revisionId: true },
      distinct: ["revisionId"],
    });
    return new Set(rows.flatMap(({ revisionId }) => revisionId ?? []));
  }
  const own = await tx.accessEntry.findMany({
    where: { revisionId: { in: revisionIds }, sha256: subject.sha256 },
    select: { revisionId: true },
    distinct: ["revisionId"],
  });
  const rows = await tx.$queryRaw<{ id: string; config: unknown }[]>`
    SELECT id, jsonb_set(config, '{iisClientCertificateMappingAuthentication,oneToOneMappings}', '[]', false) AS config
    FROM "Revision" WHERE id = ANY(${revisionIds}::uuid[])`;
  const byRules = rows.filter(({ config }) => {
    const parsed = siteConfigSchema.safeParse(config);
    // What is no site config any more was changed behind the console's back: reading it whole says so.
    return !parsed.success || cutOff(parsed.data, subject) !== null;
  });
  return new Set([...own.flatMap(({ revisionId }) => revisionId ?? []), ...byRules.map(({ id }) => id)]);
}

async function candidateDrafts(tx: Prisma.TransactionClient, subject: CutOffSubject): Promise<Set<string>> {
  const oneToOne =
    subject.kind === "account"
      ? { account: { OR: spellings(subject.userName, "userNameKey") } }
      : { certificate: { sha256: subject.sha256 } };
  const rows = await tx.siteConfig.findMany({
    where: {
      OR: [{ oneToOneMappings: { some: oneToOne } }, { manyToOneMappings: { some: { enabled: true } } }],
    },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}

/** Conditions that every spelling of an account meets; which of them are the account, the site config decides. */
function spellings<Field extends "userKey" | "userNameKey">(userName: string, field: Field) {
  const name = nameWithoutDomain(userName);
  return [
    { [field]: userName.toLowerCase() },
    { [field]: name },
    { [field]: { endsWith: literally(`\\${name}`) } },
  ];
}
