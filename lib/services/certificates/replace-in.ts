import type { ReplaceAnswer } from "@/lib/api/renewals";
import type { Actor } from "@/lib/auth/actor";
import { type CodedError, fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { changeDraft } from "@/lib/services/drafts/change";
import { lockDraft } from "@/lib/services/drafts/lock";
import type { DraftWriter } from "@/lib/services/drafts/writer";
import { publishDraft } from "@/lib/services/revisions/publish-draft";
import { carryOver } from "./carry-over";
import { planRemoval } from "./plan-removal";
import type { SuccessionRow } from "./predecessors";

export interface Pair {
  older: SuccessionRow;
  newer: SuccessionRow;
}
export interface Replacement {
  pairs: Pair[];
  removeAt: Date | null;
  message: string | null;
}
type Answer = ReplaceAnswer["siteConfigs"][number];

/** Replaces in one draft: all of the pairs that it maps, or none. What stands in the way is part of the answer. */
export async function replaceIn(
  actor: Actor,
  { id, version }: { id: string; version: number },
  replacement: Replacement,
): Promise<Answer> {
  const done = await transact((tx) => replaceInDraft(tx, actor, id, version, replacement), {
    timeout: 60_000,
  });
  return done.ok ? done.value : refused(id, done.error);
}

async function replaceInDraft(
  tx: Prisma.TransactionClient,
  actor: Actor,
  id: string,
  version: number,
  { pairs, removeAt, message }: Replacement,
): Promise<Result<Answer>> {
  const locked = await lockDraft(tx, actor, id, version);
  if (!locked.ok) return locked;
  const { name, publishedVersion } = locked.value;
  const label = (count: number) =>
    count === 1 && pairs.length === 1
      ? `Replace ${pairs[0]?.older.displayName}`
      : `Replace ${count} certificates`;
  const replaced = await changeDraft(tx, { siteConfigId: id, version, label, actor }, async (draft) => {
    let count = 0;
    for (const pair of pairs) {
      const one = await replaceOne(tx, actor, draft, pair, removeAt);
      if (!one.ok) return one;
      if (!one.value) continue;
      await carryOver(tx, actor, pair);
      count++;
    }
    return count > 0
      ? ok(count)
      : fail("not-found", `${name} does not map these certificates any more. Nothing was changed.`);
  });
  if (!replaced.ok) return replaced;
  const answer = { id, name, replaced: replaced.value, revision: null, code: null };
  if (message === null) return ok({ ...answer, state: "drafted", message: null });
  if (publishedVersion !== version)
    return ok({
      ...answer,
      state: "drafted",
      message: "The draft has other changes that nobody published. Look at them and publish it yourself.",
    });
  const after = await tx.siteConfig.findUniqueOrThrow({ where: { id } });
  const published = await publishDraft(tx, actor, after, { message });
  if (!published.ok) return published;
  return ok({ ...answer, state: "published", revision: published.value.number, message: null });
}

/** False: this draft does not map the old certificate. Error: `already-mapped` (the new one, to another account). */
async function replaceOne(
  tx: Prisma.TransactionClient,
  actor: Actor,
  { siteConfig, oneToOne }: DraftWriter,
  { older, newer }: Pair,
  removeAt: Date | null,
): Promise<Result<boolean>> {
  const rows = await tx.oneToOneMapping.findMany({
    where: { siteConfigId: siteConfig.id, certificateId: { in: [older.id, newer.id] } },
    include: { account: { select: { userName: true } } },
  });
  const was = rows.find(({ certificateId }) => certificateId === older.id);
  const there = rows.find(({ certificateId }) => certificateId === newer.id);
  if (was === undefined) return ok(false);
  const { userName } = was.account;
  if (there !== undefined && there.accountId !== was.accountId)
    return fail(
      "already-mapped",
      `${newer.displayName} is already mapped to ${there.account.userName} in ${siteConfig.name}, and the old one to ${userName}.`,
    );
  const { accountId, name, enabled } = was;
  const evidence = (certificate: SuccessionRow) => {
    return { name, enabled, userName, certificate: certificate.displayName, sha256: certificate.sha256 };
  };
  const nounName = `${name} in ${siteConfig.name}`;
  if (removeAt === null && there === undefined) {
    const found = await oneToOne.find([was.id]);
    await oneToOne.put(found.map((row) => ({ ...row, certificateId: newer.id })));
    await recordEvent(tx, actor, {
      action: "mapping.update",
      nounId: was.id,
      nounName,
      before: evidence(older),
      after: evidence(newer),
    });
    return ok(true);
  }
  if (there === undefined) {
    const [added] = await oneToOne.add([{ certificateId: newer.id, accountId, name, enabled }]);
    const nounId = added?.id ?? "";
    await recordEvent(tx, actor, { action: "mapping.add", nounId, nounName, after: evidence(newer) });
  }
  if (removeAt === null) {
    await oneToOne.remove([was.id]);
    await recordEvent(tx, actor, {
      action: "mapping.remove",
      nounId: was.id,
      nounName,
      before: evidence(older),
    });
    return ok(true);
  }
  const planned = await planRemoval(tx, actor, siteConfig, { older, newer, userName, removeAt });
  return planned.ok ? ok(true) : planned;
}

function refused(id: string, error: CodedError): Answer {
  const { message, code } = error;
  return { id, name: "", state: "refused", replaced: 0, revision: null, message, code };
}
