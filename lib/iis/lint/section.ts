import type { Finding } from "@/lib/iis/lint/finding";
import type { MappingSection, SiteConfig, SslFlag } from "@/lib/iis/site-config";

/** Findings on the sections as a whole and on how they fit together. A section that is not managed is not judged. */
export function lintSections(config: SiteConfig): Finding[] {
  const section = config.iisClientCertificateMappingAuthentication;
  return [
    ...(section ? lintMappingSection(section, config) : []),
    ...lintSslFlags(config),
    ...lintWaysIn(config),
  ];
}

const enabled = (entries: readonly { enabled: boolean }[]) => entries.filter((entry) => entry.enabled).length;

/** How many mappings IIS would load. */
function loaded(section: MappingSection): number {
  if (!section.enabled) return 0;
  const oneToOne = section.oneToOneCertificateMappingsEnabled ? enabled(section.oneToOneMappings) : 0;
  return oneToOne + (section.manyToOneCertificateMappingsEnabled ? enabled(section.manyToOneMappings) : 0);
}

function lintMappingSection(section: MappingSection, config: SiteConfig): Finding[] {
  const findings: Finding[] = [];
  const name = "iisClientCertificateMappingAuthentication" as const;
  const off = (flag: string, count: number) =>
    findings.push({
      code: "mappings-without-effect",
      severity: "info",
      section: name,
      message: `${count === 1 ? "1 enabled mapping has" : `${count} enabled mappings have`} no effect: ${flag} is false.`,
      why: "IIS does not load them.",
      fix: `Set ${flag} to true, or disable the mappings.`,
      because: ["disabled-not-loaded"],
    });
  const oneToOne = enabled(section.oneToOneMappings);
  const manyToOne = enabled(section.manyToOneMappings);
  if (!section.enabled && oneToOne + manyToOne > 0) off("enabled", oneToOne + manyToOne);
  if (section.enabled && !section.oneToOneCertificateMappingsEnabled && oneToOne > 0)
    off("oneToOneCertificateMappingsEnabled", oneToOne);
  if (section.enabled && !section.manyToOneCertificateMappingsEnabled && manyToOne > 0)
    off("manyToOneCertificateMappingsEnabled", manyToOne);
  if (loaded(section) > 0 && (section.logonMethod === "Interactive" || section.logonMethod === "Batch")) {
    const right = section.logonMethod === "Interactive" ? "Allow log on locally" : "Log on as a batch job";
    findings.push({
      code: "logon-right",
      severity: "info",
      section: name,
      message: `logonMethod ${section.logonMethod} asks every mapped account for the right "${right}".`,
      why: "Without it the logon fails: 401.1 with 1385 (0x80070569).",
      fix: "Give the accounts that right, or set ClearText, which asks for access from the network only.",
    });
  }
  if (
    section.enabled &&
    section.manyToOneCertificateMappingsEnabled &&
    config.clientCertificateMappingAuthentication?.enabled
  )
    findings.push({
      code: "many-to-one-with-ad",
      severity: "error",
      section: "clientCertificateMappingAuthentication",
      message: "IIS many-to-one mapping and Active Directory mapping are both on.",
      why: "Microsoft: the two cannot be used together.",
      fix: "Switch one of them off: manyToOneCertificateMappingsEnabled, or clientCertificateMappingAuthentication.",
    });
  return findings;
}

function lintSslFlags(config: SiteConfig): Finding[] {
  const flags = config.access?.sslFlags;
  if (!flags) return [];
  const findings: Finding[] = [];
  const has = (flag: SslFlag) => flags.includes(flag);
  const withFlag =
    (flag: SslFlag) =>
    (one: SiteConfig): SiteConfig => ({
      ...one,
      access: { sslFlags: ORDER.filter((known) => known === flag || one.access?.sslFlags.includes(known)) },
    });
  const section = config.iisClientCertificateMappingAuthentication;
  if (has("SslRequireCert") && !has("SslNegotiateCert"))
    findings.push({
      code: "require-without-negotiate",
      severity: "error",
      section: "access",
      message: "sslFlags requires a certificate but does not ask for one.",
      why: "Unless the binding itself negotiates it, no client ever sends one, and every request gets 403.7.",
      fix: "Add SslNegotiateCert; IIS Manager's Require sets both.",
      mechanicalFix: withFlag("SslNegotiateCert"),
    });
  if ((has("SslNegotiateCert") || has("SslRequireCert") || has("Ssl128")) && !has("Ssl"))
    findings.push({
      code: "negotiate-without-ssl",
      severity: "warning",
      section: "access",
      message: "sslFlags does not require SSL, but sets what only counts with it.",
      why: "Over plain HTTP no certificate is ever sent, so those requests go on to the other ways of signing in.",
      fix: "Add Ssl.",
      mechanicalFix: withFlag("Ssl"),
    });
  if (section && loaded(section) > 0 && !has("SslNegotiateCert") && !has("SslRequireCert"))
    findings.push({
      code: "certificate-not-requested",
      severity: "warning",
      section: "access",
      message: "There are mappings, but sslFlags does not ask clients for a certificate.",
      why: "Unless the binding itself negotiates it, no certificate arrives and nothing is ever mapped.",
      fix: "Add SslNegotiateCert (accept), and SslRequireCert to turn away who has none.",
      mechanicalFix: withFlag("SslNegotiateCert"),
    });
  return findings;
}

const ORDER: readonly SslFlag[] = ["Ssl", "SslNegotiateCert", "SslRequireCert", "Ssl128"];
const PASSWORDS = ["basicAuthentication", "digestAuthentication", "windowsAuthentication"] as const;

function lintWaysIn(config: SiteConfig): Finding[] {
  const section = config.iisClientCertificateMappingAuthentication;
  const directory = config.clientCertificateMappingAuthentication;
  const anonymous = config.anonymousAuthentication;
  if (anonymous?.enabled && (section?.enabled || directory?.enabled))
    return [
      {
        code: "anonymous-on",
        severity: "warning",
        section: "anonymousAuthentication",
        message: "Anonymous authentication is on beside certificate mapping.",
        why: "A certificate that maps to nobody, or no certificate at all, is let in as IUSR.",
        fix: "Switch anonymousAuthentication off.",
        because: ["anonymous-lets-in"],
        mechanicalFix: (one) => ({ ...one, anonymousAuthentication: { enabled: false } }),
      },
    ];
  const others = [anonymous, ...PASSWORDS.map((name) => config[name])];
  const allOff = others.every((other) => other?.enabled === false);
  if (!section || loaded(section) > 0 || directory?.enabled || !allOff) return [];
  return [
    {
      code: "no-way-in",
      severity: "error",
      section: "iisClientCertificateMappingAuthentication",
      message: "Nobody can sign in: every authentication is off, and no mapping is in effect.",
      why: "Every request gets 401.2.",
      fix: "Enable the mappings, or another authentication.",
    },
  ];
}
