import canonicalize from "canonicalize";
import { z } from "zod";
import type { Restoration } from "@/lib/api/comparisons";
import { COUNT_LIMIT } from "@/lib/api/page";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { diffSiteConfig } from "@/lib/iis/diff";
import { digestSiteConfig } from "@/lib/iis/digest";
import { readableChanges } from "@/lib/iis/readable-changes";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { changeDraft } from "@/lib/services/drafts/change";
import { readDraft } from "@/lib/services/drafts/read";
import { findParts, type Missing, writeConfig } from "@/lib/services/drafts/write-config";
import { readRevision } from "@/lib/services/revisions/read";

const numberSchema = z.coerce.number().int().min(1).max(COUNT_LIMIT);

/** What stands in the way of restoring a revision. Errors: `not-allowed`, `not-found`, `stored-data-altered`. */
export async function getRestoration(
  actor: Actor,
  siteConfigId: string,
  number: unknown,
): Promise<Result<Restoration>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  return db().$transaction(async (tx) => {
    const revision = await findRevision(tx, siteConfigId, number);
    if (!revision.ok) return revision;
    const { missing } = await findParts(tx, revision.value.config);
    return ok({ missing });
  });
}

/**
 * Makes the draft what a revision was, as one step that can be undone. All of it or nothing: an account or a certificate that
 * is not stored any more stops it. Passwords have no part in it. Errors: `not-allowed`, `not-found`, `stored-data-altered`,
 * `if-match-required`, `conflict`, `restore-blocked`, `account-not-granted`.
 */
export async function restoreRevision(
  actor: Actor,
  siteConfigId: string,
  number: unknown,
  version: number | null,
): Promise<Result<null>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  const label = `Restore revision ${String(number)}`;
  return transact((tx) =>
    changeDraft(tx, { siteConfigId, version, label, actor }, async (draft) => {
      const revision = await findRevision(tx, siteConfigId, number);
      if (!revision.ok) return revision;
      const { config, row } = revision.value;
      const parts = await findParts(tx, config);
      const blocked = sayMissing(parts.missing);
      if (blocked !== null)
        return fail("restore-blocked", `Revision ${row.number} cannot be restored: ${blocked}`);
      const before = await readDraft(tx, siteConfigId);
      await writeConfig(tx, draft, config, parts);
      const after = await readDraft(tx, siteConfigId);
      if (canonicalize(after) === canonicalize(before)) return ok(null);
      await recordEvent(tx, actor, {
        action: "draft.restore",
        nounId: siteConfigId,
        nounName: `${draft.siteConfig.name} revision ${row.number}`,
        before: { digest: digestSiteConfig(before) },
        after: {
          digest: digestSiteConfig(after),
          changes: readableChanges(diffSiteConfig(before, after)).map(({ text }) => text),
        },
      });
      return ok(null);
    }),
  );
}

async function findRevision(tx: Prisma.TransactionClient, siteConfigId: string, number: unknown) {
  const parsed = numberSchema.safeParse(number);
  if (!parsed.success || !z.uuid().safeParse(siteConfigId).success)
    return fail("not-found", "There is no such revision.");
  return readRevision(tx, siteConfigId, parsed.data);
}

function sayMissing({ certificates, accounts }: Missing): string | null {
  const parts = [
    ...(accounts.length > 0 ? [`the account ${accounts.join(", ")} is not stored any more`] : []),
    ...(certificates.length > 0
      ? [`the certificate of ${certificates.map(({ name }) => name).join(", ")} is not stored any more`]
      : []),
  ];
  return parts.length === 0 ? null : `${parts.join(", and ")}. Store it again, then repeat this.`;
}
