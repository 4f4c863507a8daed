import { CONSOLE } from "@/lib/auth/actor";
import { ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { oneToOneByFingerprint, withoutOneToOne } from "@/lib/iis/one-to-one-entries";
import type { OneToOneMapping, SiteConfig } from "@/lib/iis/site-config";
import { changeDraft } from "@/lib/services/drafts/change";
import { keepPublished } from "@/lib/services/drafts/keep-published";
import { lockDraft } from "@/lib/services/drafts/lock";
import { takeOut } from "@/lib/services/drafts/take-out";
import { pushRevision } from "@/lib/services/revisions/push";
import { readRevision } from "@/lib/services/revisions/read";
import { runSavedTests } from "@/lib/services/revisions/saved-tests";
import { writeRevision } from "@/lib/services/revisions/write";
import { failRemoval } from "./fail";
import { objectionTo } from "./objection";
import { JOB_OF_REMOVAL, patienceEnds } from "./patience";
import { authorityOf, REMOVAL_ROW, type RemovalRow } from "./row";

/**
 * Does what is due in one site config, in the caller's transaction: one revision without the old mappings, made of the last published one
 * and not of the draft, whose other changes nobody authorised; the draft loses the mappings too; a push to the targets that run
 * the revision before; one that runs an older revision is left as it is. What speaks against a removal makes it fail, with the reason, and changes nothing else.
 * Errors, which undo all of it: those of `pushRevision`.
 */
export async function carryOut(
  tx: Prisma.TransactionClient,
  siteConfigId: string,
  now: number,
): Promise<Result<null>> {
  const locked = await lockDraft(tx, CONSOLE, siteConfigId, null, { mayOmitVersion: true });
  if (!locked.ok) return locked;
  await tx.$queryRaw`
    SELECT 1 FROM "ScheduledRemoval" WHERE "siteConfigId" = ${siteConfigId}::uuid AND state = 'waiting' ORDER BY id FOR UPDATE`;
  const due = await tx.scheduledRemoval.findMany({
    where: { siteConfigId, state: "waiting", removeAt: { lte: new Date(now) } },
    include: REMOVAL_ROW,
    orderBy: { id: "asc" },
  });
  const last = await tx.revision.findFirst({
    where: { siteConfigId },
    orderBy: { number: "desc" },
    select: { number: true },
  });
  if (due.length === 0 || last === null) return ok(null);
  const base = await readRevision(tx, siteConfigId, last.number);
  if (!base.ok) return failAll(tx, due, base.error.message);

  const mappings = oneToOneByFingerprint(base.value.config);
  const agreed: RemovalRow[] = [];
  for (const removal of due) {
    const objection = await objectionNow(tx, removal, mappings, now);
    if (objection === null) agreed.push(removal);
    else await failRemoval(tx, removal, objection);
  }
  if (agreed.length === 0) return ok(null);

  const targets = await affectedTargets(tx, siteConfigId, agreed);
  const busy = targets.filter(({ jobs }) => jobs.length > 0);
  if (busy.length > 0) {
    const late: RemovalRow[] = [];
    for (const removal of agreed)
      if (
        now >
        (await patienceEnds(
          tx,
          busy.flatMap(({ jobs }) => jobs),
          removal.removeAt,
        ))
      )
        late.push(removal);
    return failAll(
      tx,
      late,
      `A push to ${placesOf(busy)} was not over in time. Look at it, then choose a new date.`,
    );
  }
  const ready = targets.filter(({ deployedRevisionId }) => deployedRevisionId === base.value.row.id);
  const behind = targets.filter((target) => !ready.includes(target));
  // Where the replacement runs, the old mapping goes; the others stand in the alarm that follows (`verifyRemoval`).
  if (behind.length > 0 && ready.length === 0)
    return failAll(
      tx,
      agreed,
      `${placesOf(behind)} does not run revision ${last.number}. Push it there, then choose a new date.`,
    );
  const broken = await brokenTests(tx, siteConfigId, base.value.config, agreed, mappings);
  if (broken !== "")
    return failAll(tx, agreed, `Saved tests would fail: ${broken}. Change them, then choose a new date.`);
  return publishAndPush(tx, locked.value, { base: base.value, mappings, agreed, targets: ready, now });
}

async function publishAndPush(
  tx: Prisma.TransactionClient,
  siteConfig: { id: string; name: string; version: number; publishedVersion: number | null },
  work: {
    base: { row: { digest: string }; config: SiteConfig };
    mappings: ReadonlyMap<string, OneToOneMapping>;
    agreed: RemovalRow[];
    targets: Target[];
    now: number;
  },
): Promise<Result<null>> {
  const { base, mappings, agreed, targets, now } = work;
  const message = messageOf(agreed);
  const removed = new Set(agreed.flatMap(({ oldSha256 }) => mappings.get(oldSha256) ?? []));
  await removeFromDraft(tx, siteConfig, agreed, message);
  // Where all of them were removed by somebody before, there is nothing to publish: what is left is to look whether they are gone.
  const config = withoutOneToOne(base.config, removed);
  const written = removed.size > 0 ? await writeRevision(tx, CONSOLE, siteConfig, config, message) : null;
  if (written && !written.ok) return written;
  const pushed =
    written && targets.length > 0
      ? await pushRevision(tx, CONSOLE, {
          siteConfigId: siteConfig.id,
          revision: written.value.number,
          message,
          // Only onto what the console put there: where the file is something else by then, the agent refuses and a person decides.
          targets: targets.map(({ serverId, scope }) => {
            return { serverId, scope, expectedDigest: base.row.digest, takeOver: false, allowEmpty: false };
          }),
        })
      : null;
  if (pushed && !pushed.ok) return pushed;
  await tx.scheduledRemoval.updateMany({
    where: { id: { in: agreed.map(({ id }) => id) } },
    data: {
      state: "pushing",
      startedAt: new Date(now),
      removalRevision: written?.value.number ?? null,
      deploymentId: pushed?.value.id ?? null,
      version: { increment: 1 },
    },
  });
  return ok(null);
}

/** The rows of the draft, as a step that can be undone; a draft that had no other changes counts as published after it. */
async function removeFromDraft(
  tx: Prisma.TransactionClient,
  { id: siteConfigId, version, publishedVersion }: Parameters<typeof publishAndPush>[1],
  agreed: RemovalRow[],
  label: string,
): Promise<void> {
  const certificate = { sha256: { in: agreed.map(({ oldSha256 }) => oldSha256) } };
  await changeDraft(
    tx,
    { siteConfigId, version: null, mayOmitVersion: true, label, actor: CONSOLE },
    async (draft) => {
      await takeOut(tx, draft, { certificate }, { actor: CONSOLE, reason: label });
      return ok(null);
    },
  );
  if (version === publishedVersion) await keepPublished(tx, siteConfigId);
}

/** Names of the saved tests that pass now and would fail without the old mappings. */
async function brokenTests(
  tx: Prisma.TransactionClient,
  siteConfigId: string,
  config: SiteConfig,
  agreed: RemovalRow[],
  mappings: ReadonlyMap<string, OneToOneMapping>,
): Promise<string> {
  const removed = new Set(agreed.flatMap(({ oldSha256 }) => mappings.get(oldSha256) ?? []));
  const after = await runSavedTests(tx, siteConfigId, withoutOneToOne(config, removed));
  const failing = after.filter(({ passed }) => !passed).map(({ id }) => id);
  if (failing.length === 0) return "";
  const before = await runSavedTests(tx, siteConfigId, config);
  const broken = before.filter(({ id, passed }) => passed && failing.includes(id));
  return broken.map(({ displayName }) => displayName).join(", ");
}

async function objectionNow(
  tx: Prisma.TransactionClient,
  removal: RemovalRow,
  mappings: ReadonlyMap<string, OneToOneMapping>,
  now: number,
): Promise<string | null> {
  const successor = await tx.certificate.findUnique({ where: { sha256: removal.newSha256 } });
  const inDraft = await tx.oneToOneMapping.findFirst({
    where: { siteConfigId: removal.siteConfigId, certificate: { sha256: removal.oldSha256 } },
    select: { account: { select: { userName: true } } },
  });
  return objectionTo(removal, mappings, successor, inDraft?.account.userName ?? null, now);
}

type Target = Awaited<ReturnType<typeof affectedTargets>>[number];

/** Targets whose deployed revision maps one of the old certificates, with their open jobs. */
function affectedTargets(tx: Prisma.TransactionClient, siteConfigId: string, agreed: RemovalRow[]) {
  const sha256 = { in: agreed.map(({ oldSha256 }) => oldSha256) };
  return tx.target.findMany({
    where: { siteConfigId, deployedRevision: { access: { some: { sha256 } } } },
    select: {
      serverId: true,
      scope: true,
      deployedRevisionId: true,
      server: { select: { name: true } },
      jobs: { where: { state: { in: ["queued", "leased"] } }, select: JOB_OF_REMOVAL },
    },
  });
}

async function failAll(
  tx: Prisma.TransactionClient,
  removals: RemovalRow[],
  reason: string,
): Promise<Result<null>> {
  for (const removal of removals) await failRemoval(tx, removal, reason);
  return ok(null);
}

function placesOf(targets: Pick<Target, "scope" | "server">[]): string {
  return targets.map(({ scope, server }) => `${scope || "server level"} on ${server.name}`).join(", ");
}

function messageOf(agreed: RemovalRow[]): string {
  const [first] = agreed;
  if (first !== undefined && agreed.length === 1)
    return `Remove ${first.oldName}, replaced by a renewal; ${authorityOf(first)}`.slice(0, 500);
  const authorities = [...new Set(agreed.map(authorityOf))].join("; ");
  return `Remove ${agreed.length} certificates that were replaced by renewals; ${authorities}`.slice(0, 500);
}
