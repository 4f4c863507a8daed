import { findingKeySchema } from "@/lib/api/findings";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { diffSiteConfig } from "@/lib/iis/diff";
import { readableChanges } from "@/lib/iis/readable-changes";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { changeDraft } from "@/lib/services/drafts/change";
import { findParts, writeConfig } from "@/lib/services/drafts/write-config";
import { lintDraft, pickFinding } from "./lint-draft";

/**
 * Mends one finding in the draft, as one step that can be undone, and changes nothing else.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `if-match-required`, `conflict`, `no-such-fix`, `account-not-granted`.
 */
export async function fixFinding(
  actor: Actor,
  siteConfigId: string,
  version: number | null,
  input: unknown,
): Promise<Result<null>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(findingKeySchema, input);
  if (!parsed.ok) return parsed;
  const label = `Fix the finding ${parsed.value.code}`;
  return transact((tx) =>
    changeDraft(tx, { siteConfigId, version, label, actor }, async (draft) => {
      const { config, findings } = await lintDraft(tx, siteConfigId);
      const finding = pickFinding(findings, parsed.value);
      if (!finding.ok) return finding;
      const fixed = finding.value.mechanicalFix?.(config);
      if (fixed === undefined)
        return fail("no-such-fix", `This takes a decision of yours. ${finding.value.fix}`);
      await writeConfig(tx, draft, fixed, await findParts(tx, fixed));
      await recordEvent(tx, actor, {
        action: "finding.fix",
        nounId: siteConfigId,
        nounName: `${parsed.value.code} of ${draft.siteConfig.name}`,
        after: {
          finding: finding.value.message,
          changes: readableChanges(diffSiteConfig(config, fixed)).map(({ text }) => text),
        },
      });
      return ok(null);
    }),
  );
}
