import type { Finding } from "@/lib/iis/lint/finding";
import type { SectionName, SiteConfig } from "@/lib/iis/site-config";

/** What a file says beside the site config, as `lib/iis/read` gives it; each part may be missing. */
export interface FileFacts {
  passwords?: readonly {
    list: "oneToOneMappings" | "manyToOneMappings";
    index: number;
    state: "absent" | "clear" | "encrypted";
  }[];
  scopes?: readonly { scope: string; exists: boolean; sections: readonly SectionName[] }[];
  modules?: Readonly<Partial<Record<SectionName, { name: string; installed: boolean }>>>;
  problems?: readonly { code: string; line: number; scope: string }[];
}

/** Findings on the file that the site config was read from. */
export function lintFile(config: SiteConfig, facts: FileFacts): Finding[] {
  const findings: Finding[] = [];
  const section = config.iisClientCertificateMappingAuthentication;
  for (const { list, index, state } of facts.passwords ?? []) {
    if (state !== "clear") continue;
    const name = section?.[list][index]?.name ?? "";
    findings.push({
      code: "clear-text-password",
      severity: "error",
      section: "iisClientCertificateMappingAuthentication",
      entry: { list, index, name },
      message: `The password of ${name === "" ? `${list}[${index}]` : JSON.stringify(name)} stands in the file in clear text.`,
      why: "Whoever can read the file or a backup of it can sign in as that account. IIS encrypts only what is written through its own interfaces.",
      fix: "Set the password anew on the server with PowerShell, and change it: it must count as known.",
    });
  }
  for (const { scope, exists, sections } of facts.scopes ?? []) {
    if (exists || sections.length === 0) continue;
    findings.push({
      code: "orphan-location",
      severity: "warning",
      section: "file",
      message: `<location path="${scope}"> belongs to no site of the file.`,
      why: "A site that is later created under that name inherits its mappings and its authentication.",
      fix: "Remove the location if the site is gone.",
    });
  }
  for (const name of [
    "iisClientCertificateMappingAuthentication",
    "clientCertificateMappingAuthentication",
  ] as const) {
    const module = facts.modules?.[name];
    if (!module || module.installed || !config[name]?.enabled) continue;
    findings.push({
      code: "module-missing",
      severity: "error",
      section: name,
      message: `${name} is on, but ${module.name} is not in globalModules and modules both.`,
      why: "IIS takes the configuration and does not act on it.",
      fix: `Install the role service ${name === "clientCertificateMappingAuthentication" ? "Web-Client-Auth" : "Web-Cert-Auth"}.`,
    });
  }
  for (const { code, line, scope } of facts.problems ?? []) {
    if (code !== "ssl-map-cert") continue;
    findings.push({
      code: "ssl-map-cert",
      severity: "error",
      section: "access",
      message: `sslFlags holds SslMapCert (line ${line}${scope === "" ? "" : `, ${scope}`}).`,
      why: "A page of Microsoft lists it, but no schema of IIS 7 or later has it: the section is refused with 500.19.",
      fix: "Remove it. Active Directory mapping is switched on in clientCertificateMappingAuthentication and on the binding.",
    });
  }
  return findings;
}
