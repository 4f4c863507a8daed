import type { FactId } from "@/lib/iis/runtime-facts";
import type { SectionName, SiteConfig } from "@/lib/iis/site-config";

export type Severity = "error" | "warning" | "info";

export interface FindingEntry {
  list: "oneToOneMappings" | "manyToOneMappings";
  index: number;
  name: string;
  /** Position of the rule, where it is about one. */
  rule?: number;
}

/** Something in a site config that a person should know. Codes are stable. */
export interface Finding {
  code: FindingCode;
  severity: Severity;
  /** `file` for what the file says beside the site config. */
  section: SectionName | "file";
  entry?: FindingEntry;
  /** What it is, in one sentence. */
  message: string;
  /** Why it matters. */
  why: string;
  /** What to do. */
  fix: string;
  /** Undocumented behaviour that the finding rests on: "not verified against IIS". */
  because?: FactId[];
  /** The same config with this mended and nothing else changed, for a person to review; only where there is one obvious way. */
  mechanicalFix?: (config: SiteConfig) => SiteConfig;
}

export const FINDING_CODES = [
  // Many-to-one mappings
  "rule-less-allow",
  "rule-less-deny-not-last",
  "shadowed-mapping",
  "issuer-not-in-rules",
  "single-subfield",
  "duplicate-name",
  "duplicate-rule",
  "empty-name",
  // Rules
  "wildcard-alone",
  "unknown-subfield",
  "malformed-oid",
  "inner-wildcard",
  "blank-at-the-edge",
  "never-matches",
  "contains-without-case",
  // One-to-one mappings
  "undecodable-certificate",
  "duplicate-certificate",
  "certificate-two-accounts",
  "certificate-expired",
  "certificate-expires-soon",
  "certificate-not-yet-valid",
  "no-client-auth",
  "sha1-signature",
  "short-rsa-key",
  "ca-certificate",
  // Accounts
  "empty-user-name",
  "account-allow-and-deny",
  "weak-ad-mapping",
  // The section and its neighbours
  "anonymous-on",
  "no-way-in",
  "mappings-without-effect",
  "require-without-negotiate",
  "negotiate-without-ssl",
  "certificate-not-requested",
  "many-to-one-with-ad",
  "logon-right",
  // The file
  "clear-text-password",
  "orphan-location",
  "module-missing",
  "ssl-map-cert",
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];
