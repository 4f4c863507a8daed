import type { Finding, FindingEntry } from "@/lib/iis/lint/finding";
import type { MappingSection } from "@/lib/iis/site-config";

const SECTION = "iisClientCertificateMappingAuthentication" as const;

/** What is known of an account beside the site config. */
export interface AccountFacts {
  userName: string;
  /** Values of its attribute altSecurityIdentities in Active Directory. */
  altSecurityIdentities?: readonly string[];
}

/** Findings on the accounts that mappings name. Windows compares names without case. */
export function lintAccounts(section: MappingSection): Finding[] {
  const findings: Finding[] = [];
  const allowed = new Map<string, FindingEntry>();
  const empty = (entry: FindingEntry, why: string) =>
    findings.push({
      code: "empty-user-name",
      severity: "error",
      section: SECTION,
      entry,
      message: `${label(entry)} names no account.`,
      why,
      fix: "Name the account, as in CONTOSO\\svc-claims.",
    });
  section.oneToOneMappings.forEach(({ enabled, name, userName }, index) => {
    const entry: FindingEntry = { list: "oneToOneMappings", index, name };
    if (userName.trim() === "") {
      if (enabled) empty(entry, "The logon fails, and the person gets 401.1.");
    } else if (enabled) allowed.set(userName.toLowerCase(), entry);
  });
  section.manyToOneMappings.forEach(({ enabled, name, userName, permissionMode }, index) => {
    const entry: FindingEntry = { list: "manyToOneMappings", index, name };
    if (userName === "") empty(entry, "IIS answers every request of the site with 500.19 (0x8007000d).");
    else if (permissionMode === "Allow" && enabled) {
      if (userName === undefined) empty(entry, "The logon fails, and the person gets 401.1.");
      else allowed.set(userName.toLowerCase(), entry);
    }
  });
  section.manyToOneMappings.forEach(({ enabled, name, userName, permissionMode }, index) => {
    const other =
      userName && enabled && permissionMode === "Deny" ? allowed.get(userName.toLowerCase()) : undefined;
    if (!other) return;
    const entry: FindingEntry = { list: "manyToOneMappings", index, name };
    findings.push({
      code: "account-allow-and-deny",
      severity: "warning",
      section: SECTION,
      entry,
      message: `${label(entry)} denies and names ${userName}, which ${label(other)} allows.`,
      why: "A Deny turns certificates away, never an account: naming one there suggests a block that does not exist.",
      fix: "Remove the account from the Deny, and look whether the account itself should be blocked.",
    });
  });
  return findings;
}

/** Weak by KB5014754: domain controllers with the updates of September 2025 refuse them. */
const WEAK = /^X509:\s*(<I>[\s\S]*<S>|<S>|<RFC822>)/i;
const STRONG = /<(SR|SKI|SHA1-PUKEY|SID)>/i;

/** Findings on what Active Directory holds for accounts; counts where the AD mapper is on. */
export function lintAdMappings(accounts: readonly AccountFacts[]): Finding[] {
  const findings: Finding[] = [];
  for (const { userName, altSecurityIdentities = [] } of accounts)
    for (const identity of altSecurityIdentities) {
      if (!WEAK.test(identity) || STRONG.test(identity)) continue;
      findings.push({
        code: "weak-ad-mapping",
        severity: "warning",
        section: "clientCertificateMappingAuthentication",
        message: `${userName} is mapped in Active Directory by ${identity.slice(0, 120)}, which is weak.`,
        why: "Domain controllers with the updates of September 2025 refuse mappings by subject, by issuer and subject, and by e-mail (KB5014754).",
        fix: "Replace it by issuer and serial number (X509:<I>...<SR>...) or by the subject key identifier (X509:<SKI>...).",
      });
    }
  return findings;
}

function label({ name, list, index }: FindingEntry): string {
  if (name !== "") return JSON.stringify(name);
  return `${list === "oneToOneMappings" ? "One-to-one" : "Many-to-one"} mapping ${index + 1}`;
}
