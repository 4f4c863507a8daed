import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { rulePartsOf, rulesFromCertificate } from "@/lib/iis/certificate-rules";
import { compileMapping, firstFailure, flatten } from "@/lib/iis/resolve-rules";
import { decodeAsIisDoes } from "@/lib/iis/runtime-facts";
import type { ManyToOneMapping, MappingSection, OneToOneMapping, SiteConfig } from "@/lib/iis/site-config";
import { parseUserName } from "@/lib/iis/user-name";
import type { Certificate } from "@/lib/pki/certificate";

/** Who must not get in any more. */
export type CutOffSubject =
  | ({
      kind: "certificate";
      /** What people call it: the Deny gets its name from it. */
      label: string;
      /** Of the DER, lower-case hex. */
      sha256: string;
      /** The DER as base64 in one line. */
      blob: string;
    } & Pick<Certificate, "subjectName" | "issuerName">)
  | { kind: "account"; userName: string };

/** What a cut-off does to one site config. */
export interface CutOff {
  config: SiteConfig;
  removed: OneToOneMapping[];
  /** Many-to-one mappings that log on as the account: switched off, so that their rules are not lost. */
  disabled: ManyToOneMapping[];
  /** First of the many-to-one mappings from now on. */
  deny: ManyToOneMapping | null;
  /** Name of the mapping that goes on letting the certificate in, because no rule can be written that matches it. */
  stillAllowedBy: string | null;
}

/**
 * Takes a certificate or an account out of a site config; null: the site config does not let it in. A certificate loses its one-to-one
 * mappings, switched off or not; where an enabled many-to-one mapping would still let it in, were the list switched on, a Deny of
 * exactly its names comes first. IIS has no rule for a serial number or a key, so a certificate with the same names is denied too.
 * An account loses its one-to-one mappings, and the many-to-one mappings that log on as it are switched off.
 */
export function cutOff(config: SiteConfig, subject: CutOffSubject): CutOff | null {
  const section = config.iisClientCertificateMappingAuthentication;
  if (section === undefined) return null;
  const found =
    subject.kind === "certificate" ? withoutCertificate(section, subject) : withoutAccount(section, subject);
  const { removed, disabled, deny, stillAllowedBy } = found;
  if (removed.size === 0 && disabled.size === 0 && deny === null && stillAllowedBy === null) return null;
  const manyToOneMappings = section.manyToOneMappings.map((mapping) =>
    disabled.has(mapping) ? { ...mapping, enabled: false } : mapping,
  );
  return {
    config: {
      ...config,
      iisClientCertificateMappingAuthentication: {
        ...section,
        oneToOneMappings: section.oneToOneMappings.filter((mapping) => !removed.has(mapping)),
        manyToOneMappings: deny === null ? manyToOneMappings : [deny, ...manyToOneMappings],
      },
    },
    removed: [...removed],
    disabled: [...disabled],
    deny,
    stillAllowedBy,
  };
}

interface Found extends Pick<CutOff, "deny" | "stillAllowedBy"> {
  removed: Set<OneToOneMapping>;
  disabled: Set<ManyToOneMapping>;
}

type CertificateSubject = Extract<CutOffSubject, { kind: "certificate" }>;

function withoutCertificate(section: MappingSection, subject: CertificateSubject): Found {
  const removed = new Set(section.oneToOneMappings.filter((mapping) => isOf(mapping, subject)));
  const first = section.manyToOneMappings.find((mapping) => mapping.enabled && matches(mapping, subject));
  const none = { removed, disabled: new Set<ManyToOneMapping>(), deny: null, stillAllowedBy: null };
  if (first === undefined || first.permissionMode === "Deny") return none;
  const deny = denyOf(section, subject);
  return deny === null ? { ...none, stillAllowedBy: first.name } : { ...none, deny };
}

/** As much of the base64 as holds the head and the serial number: only those that agree in it are decoded whole. */
export const headOf = (certificate: string) => certificate.slice(0, 48);

function isOf({ certificate }: OneToOneMapping, { blob, sha256: wanted }: CertificateSubject): boolean {
  if (certificate === blob) return true;
  if (headOf(certificate) !== headOf(blob)) return false;
  const der = decodeAsIisDoes(certificate);
  return der !== null && bytesToHex(sha256(der)) === wanted;
}

function matches(mapping: Pick<ManyToOneMapping, "rules">, subject: CertificateSubject): boolean {
  const compiled = compileMapping(mapping);
  return firstFailure(compiled, flatten(subject.subjectName), flatten(subject.issuerName)) === -1;
}

/** A Deny with every attribute of both names that a rule can ask for; null where that is none, or does not match after all. */
function denyOf(section: MappingSection, subject: CertificateSubject): ManyToOneMapping | null {
  const rules = rulesFromCertificate(subject, new Set(rulePartsOf(subject).map(({ key }) => key)));
  // A Deny without rules would lock everybody out.
  if (rules.length === 0 || !matches({ rules }, subject)) return null;
  const taken = new Set(section.manyToOneMappings.map(({ name }) => name.toLowerCase()));
  return {
    name: freeName(`Cut off: ${subject.label}`.slice(0, 200), taken),
    description: "",
    enabled: true,
    permissionMode: "Deny",
    rules,
  };
}

/** IIS keys the list by name, without case. */
function freeName(wanted: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted} (${count})`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

function withoutAccount(section: MappingSection, { userName }: { userName: string }): Found {
  const key = fullKey(userName, section.defaultLogonDomain);
  const isIt = (mapping: { userName?: string | undefined }) =>
    mapping.userName !== undefined && fullKey(mapping.userName, section.defaultLogonDomain) === key;
  return {
    removed: new Set(section.oneToOneMappings.filter(isIt)),
    disabled: new Set(
      section.manyToOneMappings.filter(
        (mapping) => mapping.enabled && mapping.permissionMode === "Allow" && isIt(mapping),
      ),
    ),
    deny: null,
    stillAllowedBy: null,
  };
}

/** One spelling of one account: IIS puts `defaultLogonDomain` before a bare name. A UPN cannot be compared with the others. */
function fullKey(userName: string, defaultLogonDomain: string): string {
  const parsed = parseUserName(userName);
  if (!parsed.ok) return userName.toLowerCase();
  const { form, key } = parsed.value;
  return form === "bare" && defaultLogonDomain !== "" ? `${defaultLogonDomain.toLowerCase()}\\${key}` : key;
}

/** The name without its domain, in lower case: what every spelling of an account has in common. */
export function nameWithoutDomain(userName: string): string {
  const key = userName.toLowerCase();
  return key.includes("\\") ? key.slice(key.indexOf("\\") + 1) : key.replace(/@.*$/, "");
}
