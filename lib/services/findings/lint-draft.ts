import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Finding } from "@/lib/iis/lint/finding";
import { lintSiteConfig } from "@/lib/iis/lint/lint";
import { subjectsOf } from "@/lib/iis/lint/subject";
import type { SiteConfig } from "@/lib/iis/site-config";
import { readDraft } from "@/lib/services/drafts/read";

export type AboutFinding = Finding & { subject: string };

/** What the linter says about the draft at this moment, errors first, each with what it is about. */
export async function lintDraft(
  tx: Prisma.TransactionClient,
  siteConfigId: string,
): Promise<{ config: SiteConfig; findings: AboutFinding[] }> {
  const config = await readDraft(tx, siteConfigId);
  const findings = lintSiteConfig(config, { now: Date.now() });
  const subjects = subjectsOf(findings, config);
  return { config, findings: findings.map((finding, i) => ({ ...finding, subject: subjects[i] ?? "" })) };
}

/** The one that a person saw. Error: `no-such-fix`. */
export function pickFinding(
  findings: readonly AboutFinding[],
  { code, subject }: { code: string; subject: string },
): Result<AboutFinding> {
  const found = findings.find((each) => each.code === code && each.subject === subject);
  if (found) return ok(found);
  return fail("no-such-fix", "This finding is not there any more: what it was about has changed.");
}
