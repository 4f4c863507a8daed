import { type AccountFacts, lintAccounts, lintAdMappings } from "@/lib/iis/lint/accounts";
import { type FileFacts, lintFile } from "@/lib/iis/lint/file";
import type { Finding, Severity } from "@/lib/iis/lint/finding";
import { lintManyToOne } from "@/lib/iis/lint/many-to-one";
import { lintOneToOne } from "@/lib/iis/lint/one-to-one";
import { lintSections } from "@/lib/iis/lint/section";
import type { SiteConfig } from "@/lib/iis/site-config";

export interface LintOptions {
  /** The moment to judge certificates at. */
  now: Date | number;
  /** What Active Directory holds for accounts, where it is known. */
  accounts?: readonly AccountFacts[];
  /** What the file says that the site config was read from. */
  file?: FileFacts;
}

const WEIGHT: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/**
 * Everything that a careful colleague would say about a site config, errors first. What IIS would refuse, what opens or
 * closes more than it seems to, and what will never work. Never fails: an unreadable certificate is a finding itself.
 */
export function lintSiteConfig(
  config: SiteConfig,
  { now, accounts = [], file = {} }: LintOptions,
): Finding[] {
  const section = config.iisClientCertificateMappingAuthentication;
  const findings = [
    ...lintSections(config),
    ...(section ? lintOneToOne(section.oneToOneMappings, Number(now)) : []),
    ...(section ? lintManyToOne(section.manyToOneMappings) : []),
    ...(section ? lintAccounts(section) : []),
    ...lintAdMappings(accounts),
    ...lintFile(config, file),
  ];
  return findings.sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);
}
