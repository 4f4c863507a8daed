import type { Candidate } from "@/components/adoptions/candidates";
import type { FindingItem } from "@/lib/api/findings";
import { factItems } from "@/lib/api/runtime-fact";
import { lintSiteConfig } from "@/lib/iis/lint/lint";
import type { SiteConfig } from "@/lib/iis/site-config";

/** By the config as it was read: rows come into view again and again. */
const known = new WeakMap<SiteConfig, FindingItem[]>();

/** What the linter says about a candidate and the file that it stands in, errors first. */
export function findingsOf({ config, facts }: Candidate, now: number): FindingItem[] {
  const before = known.get(config);
  if (before) return before;
  const findings = lintSiteConfig(config, { now, file: facts }).map(
    ({ mechanicalFix: _fix, because, ...finding }) => ({ ...finding, because: factItems(because) }),
  );
  known.set(config, findings);
  return findings;
}
