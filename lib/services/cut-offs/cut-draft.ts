import type { Actor } from "@/lib/auth/actor";
import { ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { CutOff, CutOffSubject } from "@/lib/iis/cut-off";
import { ruleText } from "@/lib/iis/rule-text";
import { recordEvent } from "@/lib/services/audit/record";
import { changeDraft } from "@/lib/services/drafts/change";
import { keepPublished } from "@/lib/services/drafts/keep-published";
import { takeOut } from "@/lib/services/drafts/take-out";
import type { DraftWriter } from "@/lib/services/drafts/writer";
import type { Concerned } from "./concerned";

/**
 * The draft loses the subject as one step that can be undone; whatever else somebody has changed in it stays, and stays unpublished. A
 * draft that had no other changes counts as published after it. Errors: those of `changeDraft`.
 */
export async function cutDraft(
  tx: Prisma.TransactionClient,
  actor: Actor,
  { id: siteConfigId, name, version, publishedVersion, draft }: Concerned,
  subject: CutOffSubject,
  label: string,
): Promise<Result<null>> {
  if (draft === null) return ok(null);
  const options = { siteConfigId, version: null, mayOmitVersion: true, label, actor };
  const changed = await changeDraft(tx, options, async (writer) => {
    const userName = { in: [...new Set(draft.cut.removed.map((removed) => removed.userName))] };
    const certificate = subject.kind === "certificate" ? { certificate: { sha256: subject.sha256 } } : {};
    await takeOut(tx, writer, { account: { userName }, ...certificate }, { actor, reason: label });
    await changeManyToOne(tx, writer, draft.cut, { name, actor, label });
    return ok(null);
  });
  if (!changed.ok || version !== publishedVersion) return changed;
  await keepPublished(tx, siteConfigId);
  return changed;
}

interface Said {
  name: string;
  actor: Actor;
  label: string;
}

async function changeManyToOne(
  tx: Prisma.TransactionClient,
  writer: DraftWriter,
  { disabled, deny }: CutOff,
  { name, actor, label }: Said,
): Promise<void> {
  if (disabled.length === 0 && deny === null) return;
  const stored = await tx.manyToOneMapping.findMany({
    where: { siteConfigId: writer.siteConfig.id },
    select: { id: true, position: true },
    orderBy: { position: "asc" },
  });
  const off = new Set(disabled.map((mapping) => mapping.name));
  const rows = (await writer.manyToOne.find(stored.map(({ id }) => id))).filter((row) => off.has(row.name));
  await writer.manyToOne.put(rows.map((row) => ({ ...row, enabled: false })));
  for (const row of rows)
    await recordEvent(tx, actor, {
      action: "mapping.update",
      nounId: row.id,
      nounName: `${row.name} in ${name}`,
      before: { enabled: true, rules: row.rules.map(ruleText) },
      after: { enabled: false, rules: row.rules.map(ruleText) },
      reason: label,
    });
  if (deny === null) return;
  const [added] = await writer.manyToOne.add([
    { ...deny, accountId: null, position: (stored[0]?.position ?? 1) - 1 },
  ]);
  await recordEvent(tx, actor, {
    action: "mapping.add",
    nounId: added?.id ?? "",
    nounName: `${deny.name} in ${name}`,
    after: { permissionMode: "Deny", place: 1, rules: deny.rules.map(ruleText) },
    reason: label,
  });
}
