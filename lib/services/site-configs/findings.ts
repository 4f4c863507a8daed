import { FINDINGS_LIMIT, type Findings } from "@/lib/api/findings";
import { factItems } from "@/lib/api/runtime-fact";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { ok, type Result } from "@/lib/errors";
import type { Severity } from "@/lib/iis/lint/finding";
import { lintSiteConfig } from "@/lib/iis/lint/lint";
import { readConfig } from "./read-config";

/** What the linter says about the draft at this moment, errors first. Errors: `not-allowed`, `not-found`. */
export async function listFindings(actor: Actor, id: string): Promise<Result<Findings>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const found = await readConfig(id);
  if (!found.ok) return found;
  const findings = lintSiteConfig(found.value.config, { now: Date.now() });
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  // A mechanical fix is code: it stays here.
  const items = findings
    .slice(0, FINDINGS_LIMIT)
    .map(({ mechanicalFix: _fix, because, ...finding }) => ({ ...finding, because: factItems(because) }));
  return ok({ total: findings.length, counts, items });
}
