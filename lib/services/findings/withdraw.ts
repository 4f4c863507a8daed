import { findingKeySchema } from "@/lib/api/findings";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { lockDraft } from "@/lib/services/drafts/lock";

/** Makes an accepted finding count again. Errors: `not-allowed`, `invalid-input`, `not-found`. */
export async function withdrawAcceptance(
  actor: Actor,
  siteConfigId: string,
  input: unknown,
): Promise<Result<null>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(findingKeySchema, input);
  if (!parsed.ok) return parsed;
  const { code, subject } = parsed.value;
  return transact(async (tx) => {
    const locked = await lockDraft(tx, actor, siteConfigId, null, { mayOmitVersion: true });
    if (!locked.ok) return locked;
    const key = { siteConfigId_code_subject: { siteConfigId, code, subject } };
    const found = await tx.acceptedFinding.findUnique({ where: key });
    if (found === null) return fail("not-found", "This acceptance was withdrawn already.");
    await tx.acceptedFinding.delete({ where: key });
    await recordEvent(tx, actor, {
      action: "finding.withdraw",
      nounId: siteConfigId,
      nounName: `${code} of ${locked.value.name}`,
      before: {
        subject,
        reason: found.reason,
        acceptedBy: found.acceptedBy,
        acceptedAt: found.acceptedAt.toISOString(),
      },
    });
    return ok(null);
  });
}
