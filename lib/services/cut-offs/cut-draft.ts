import type { Actor } from "@/lib/auth/actor";
import { ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { CutOff, CutOffSubject } from "@/lib/iis/cut-off";
import { ruleText } from "@/lib/iis/rule-text";
import { recordEvent } from "@/lib/services/audit/record";
import { changeDraft } from "@/lib/services/drafts/change";
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
    await removeRows(tx, writer, draft.cut, subject, { name, actor, label });
    await changeManyToOne(tx, writer, draft.cut, { name, actor, label });
    return ok(null);
  });
  if (!changed.ok || version !== publishedVersion) return changed;
  const after = await tx.siteConfig.findUniqueOrThrow({
    where: { id: siteConfigId },
    select: { version: true },
  });
  await tx.siteConfig.update({ where: { id: siteConfigId }, data: { publishedVersion: after.version } });
  return changed;
}

interface Said {
  name: string;
  actor: Actor;
  label: string;
}

async function removeRows(
  tx: Prisma.TransactionClient,
  writer: DraftWriter,
  cut: CutOff,
  subject: CutOffSubject,
  { name, actor, label }: Said,
): Promise<void> {
  const certificate = subject.kind === "certificate" ? { certificate: { sha256: subject.sha256 } } : {};
  const rows = await tx.oneToOneMapping.findMany({
    where: {
      siteConfigId: writer.siteConfig.id,
      account: { userName: { in: [...new Set(cut.removed.map(({ userName }) => userName))] } },
      ...certificate,
    },
    select: { id: true, name: true, enabled: true, certificate: true, account: true },
  });
  await writer.oneToOne.remove(rows.map(({ id }) => id));
  for (const row of rows)
    await recordEvent(tx, actor, {
      action: "mapping.remove",
      nounId: row.id,
      nounName: `${row.name} in ${name}`,
      before: {
        name: row.name,
        enabled: row.enabled,
        userName: row.account.userName,
        certificate: row.certificate.displayName,
        sha256: row.certificate.sha256,
      },
      reason: label,
    });
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
