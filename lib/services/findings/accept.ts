import { acceptFindingSchema } from "@/lib/api/findings";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { isChoice } from "@/lib/iis/lint/choice";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { lockDraft } from "@/lib/services/drafts/lock";
import { lintDraft, pickFinding } from "./lint-draft";

/**
 * Lets a finding stand, with the reason. It holds for exactly what the person saw, not for what becomes of it.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `no-such-fix` (gone, or no choice), `already-exists`.
 */
export async function acceptFinding(
  actor: Actor,
  siteConfigId: string,
  input: unknown,
): Promise<Result<null>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(acceptFindingSchema, input);
  if (!parsed.ok) return parsed;
  const { code, subject, reason } = parsed.value;
  return transact(async (tx) => {
    const locked = await lockDraft(tx, actor, siteConfigId, null, { mayOmitVersion: true });
    if (!locked.ok) return locked;
    const { findings } = await lintDraft(tx, siteConfigId);
    const finding = pickFinding(findings, { code, subject });
    if (!finding.ok) return finding;
    if (!isChoice(code)) return fail("no-such-fix", `This is a mistake and no choice. ${finding.value.fix}`);
    const key = { siteConfigId, code, subject };
    if ((await tx.acceptedFinding.count({ where: key })) > 0)
      return fail("already-exists", "Somebody has accepted this finding already.");
    await tx.acceptedFinding.create({ data: { ...key, reason, acceptedBy: actor.name } });
    await recordEvent(tx, actor, {
      action: "finding.accept",
      nounId: siteConfigId,
      nounName: `${code} of ${locked.value.name}`,
      after: { finding: finding.value.message, severity: finding.value.severity, subject },
      reason,
    });
    return ok(null);
  });
}
