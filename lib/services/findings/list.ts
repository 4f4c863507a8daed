import { z } from "zod";
import { type DraftFinding, FINDINGS_LIMIT, type Findings } from "@/lib/api/findings";
import { factItems } from "@/lib/api/runtime-fact";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { isChoice } from "@/lib/iis/lint/choice";
import type { Severity } from "@/lib/iis/lint/finding";
import { heldCutOffs } from "@/lib/services/revisions/cut-offs-held";
import { type AboutFinding, lintDraft } from "./lint-draft";

/** What the linter says about the draft at this moment, errors first; what was accepted apart; whom it lets in though they were cut off. Errors: `not-allowed`, `not-found`. */
export async function listFindings(actor: Actor, id: string): Promise<Result<Findings>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const found =
    z.uuid().safeParse(id).success &&
    (await db().siteConfig.findUnique({ where: { id }, select: { acceptedFindings: true } }));
  if (!found) return fail("not-found", "There is no such site config. It may have been deleted.");
  const acceptances = new Map(found.acceptedFindings.map((row) => [`${row.code} ${row.subject}`, row]));
  const { config, findings } = await lintDraft(db(), id);
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  const open: AboutFinding[] = [];
  const accepted: Findings["accepted"] = [];
  for (const finding of findings) {
    const acceptance = isChoice(finding.code) && acceptances.get(`${finding.code} ${finding.subject}`);
    if (acceptance) {
      const { reason, acceptedBy, acceptedAt } = acceptance;
      accepted.push({ ...itemOf(finding), reason, acceptedBy, acceptedAt: acceptedAt.toISOString() });
    } else {
      open.push(finding);
      counts[finding.severity]++;
    }
  }
  const items = open.slice(0, FINDINGS_LIMIT).map(itemOf);
  const cutOffs = await heldCutOffs(db(), config);
  return ok({ total: open.length, counts, items, accepted: accepted.slice(0, FINDINGS_LIMIT), cutOffs });
}

/** A mechanical fix is code: it stays here. */
function itemOf({ mechanicalFix, because, ...finding }: AboutFinding): DraftFinding {
  return {
    ...finding,
    because: factItems(because),
    fixable: mechanicalFix !== undefined,
    acceptable: isChoice(finding.code),
  };
}
