import { type CutOffItem, startCutOffSchema } from "@/lib/api/cut-offs";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { CutOff } from "@/lib/iis/cut-off";
import { ruleText } from "@/lib/iis/rule-text";
import type { SiteConfig } from "@/lib/iis/site-config";
import { cutOffMac } from "@/lib/secrets/records";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { readRevision } from "@/lib/services/revisions/read";
import { placeKey } from "@/lib/services/revisions/take-targets";
import { writeRevision } from "@/lib/services/revisions/write";
import { type Concerned, findConcerned } from "./concerned";
import { cutDraft } from "./cut-draft";
import { testsBroken } from "./plan";
import { pushCutOff } from "./push";
import { CUT_OFF_COLUMNS, cutOffItem } from "./row";
import { readSubject, type Subject } from "./subject";

/**
 * Cuts a certificate or an account off: in one transaction every draft and every revision that is in use loses it, as new revisions
 * of their own; then each server gets its push, past waves and maintenance windows. What cannot be pushed at once is pushed by
 * `advanceCutOffs`. What somebody left unpublished in a draft stays there, unpublished.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `nothing-to-cut-off`, `stored-data-altered`, `server-out-of-scope`.
 */
export async function startCutOff(actor: Actor, input: unknown): Promise<Result<CutOffItem>> {
  const allowed = may(actor, "cut-off.start");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(startCutOffSchema, input);
  if (!parsed.ok) return parsed;
  const { reason } = parsed.value;
  const takeOver = new Set(parsed.value.takeOver.map(placeKey));
  const made = await transact(
    async (tx) => {
      const subject = await readSubject(tx, parsed.value);
      if (!subject.ok) return subject;
      // All of them, in one order: until the end of this transaction nobody publishes the mapping anew.
      await tx.$queryRaw`SELECT 1 FROM "SiteConfig" ORDER BY id FOR UPDATE`;
      const found = await findConcerned(tx, actor, subject.value.is);
      if (!found.ok) return found;
      if (found.value.length === 0)
        return fail(
          "nothing-to-cut-off",
          `No draft, no newest revision and no server lets ${subject.value.name} in. Look at Access for what the servers report.`,
        );
      return cutEverywhere(tx, actor, { subject: subject.value, reason, takeOver }, found.value);
    },
    { timeout: 120_000 },
  );
  if (!made.ok) return made;
  await pushCutOff(actor, made.value.id);
  return made;
}

interface Order {
  subject: Subject;
  reason: string;
  /** Keys of places. */
  takeOver: ReadonlySet<string>;
}

async function cutEverywhere(
  tx: Prisma.TransactionClient,
  actor: Actor,
  { subject, reason, takeOver }: Order,
  concerned: readonly Concerned[],
): Promise<Result<CutOffItem>> {
  const { id: nounId, name, is, der } = subject;
  const message = `Cut off ${name}: ${reason}`.slice(0, 500);
  const { id: cutOffId } = await tx.cutOff.create({
    data: {
      kind: is.kind,
      nounId,
      name,
      sha256: is.kind === "certificate" ? is.sha256 : null,
      der,
      reason,
      startedBy: actor.name,
    },
  });
  const evidence: Prisma.InputJsonObject[] = [];
  for (const siteConfig of concerned) {
    const drafted = await cutDraft(tx, actor, siteConfig, is, message);
    if (!drafted.ok) return drafted;
    const published = await publishCuts(tx, actor, siteConfig, message);
    if (!published.ok) return published;
    for (const { targets, revisionId } of published.value)
      for (const { id: targetId, sequence, serverId, scope } of targets) {
        const fields = {
          cutOffId,
          targetId,
          revisionId,
          sequence,
          takeOver: takeOver.has(placeKey({ serverId, scope })),
        };
        await tx.cutOffTarget.create({ data: { ...fields, mac: cutOffMac(fields) } });
      }
    evidence.push(evidenceOf(siteConfig, published.value));
  }
  await recordEvent(tx, actor, {
    action: "cut-off.start",
    nounId: cutOffId,
    nounName: name,
    after: { kind: is.kind, id: nounId, siteConfigs: evidence },
    reason,
  });
  const row = await tx.cutOff.findUniqueOrThrow({ where: { id: cutOffId }, select: CUT_OFF_COLUMNS });
  return ok(cutOffItem(row));
}

interface Published {
  /** What is pushed. */
  revisionId: string;
  number: number;
  base: number;
  cut: CutOff | null;
  targets: Concerned["revisions"][number]["targets"];
}

/**
 * A new revision for each one in use that lets the subject in, the newest last: each server gets what it runs now, less the subject,
 * and nothing that was published since. What was the newest stays the newest, cut or as it was.
 */
async function publishCuts(
  tx: Prisma.TransactionClient,
  actor: Actor,
  siteConfig: Concerned,
  message: string,
): Promise<Result<Published[]>> {
  const published: Published[] = [];
  const cuts = siteConfig.revisions.filter(({ cut }) => cut !== null);
  for (const { id, number: base, config, cut, targets } of siteConfig.revisions) {
    if (cut === null) {
      published.push({ revisionId: id, number: base, base, cut, targets });
      continue;
    }
    const made = await publish(tx, actor, siteConfig, { before: config, after: cut.config, base, message });
    if (!made.ok) return made;
    published.push({ revisionId: made.value.id, number: made.value.number, base, cut, targets });
  }
  const { newestNumber } = siteConfig;
  if (cuts.length > 0 && newestNumber !== null && !cuts.some(({ newest }) => newest)) {
    const newest = await readRevision(tx, siteConfig.id, newestNumber);
    if (!newest.ok) return newest;
    const { config } = newest.value;
    const again = await publish(tx, actor, siteConfig, {
      before: config,
      after: config,
      base: newestNumber,
      message: `Revision ${newestNumber} again, as the newest: ${message}`.slice(0, 500),
    });
    if (!again.ok) return again;
  }
  return ok(published);
}

/** Saved tests that fail from then on are named in the event and stop nothing. */
async function publish(
  tx: Prisma.TransactionClient,
  actor: Actor,
  siteConfig: Concerned,
  { before, after, base, message }: { before: SiteConfig; after: SiteConfig; base: number; message: string },
) {
  const failedTests = await testsBroken(siteConfig.id, before, after);
  const evidence = { madeOf: base, ...(failedTests.length > 0 && { failedTests, overrideReason: message }) };
  const written = await writeRevision(tx, actor, siteConfig, after, message, { evidence, madeOf: before });
  if (written.ok || written.error.code !== "nothing-to-publish") return written;
  // An older revision less the subject is just what was published a moment ago.
  return ok(
    await tx.revision.findFirstOrThrow({
      where: { siteConfigId: siteConfig.id },
      orderBy: { number: "desc" },
    }),
  );
}

/** An event stays readable: so many entries are named. */
const NAMED = 200;

function evidenceOf({ id, name, draft }: Concerned, published: readonly Published[]): Prisma.InputJsonObject {
  return {
    id,
    name,
    draft: draft !== null,
    revisions: published.map(({ base, number, cut, targets }) => ({
      madeOf: base,
      number,
      removed: (cut?.removed ?? []).slice(0, NAMED).map((mapping) => `${mapping.name} (${mapping.userName})`),
      switchedOff: (cut?.disabled ?? []).slice(0, NAMED).map((mapping) => mapping.name),
      deny: cut?.deny ? { name: cut.deny.name, rules: cut.deny.rules.map(ruleText) } : null,
      stillAllowedBy: cut?.stillAllowedBy ?? null,
      targets: targets.map(({ server, scope }) => `${server.name}: ${scope || "server level"}`),
    })),
  };
}
