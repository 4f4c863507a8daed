import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { privilegedSign } from "@/lib/iis/privileged-account";
import { ruleText } from "@/lib/iis/rule-text";
import type { ManyToOneMapping, OneToOneMapping, Rule, SiteConfig } from "@/lib/iis/site-config";
import { parseUserName } from "@/lib/iis/user-name";
import { fromBlob } from "@/lib/pki/blob";
import { parseCertificate } from "@/lib/pki/der";

interface Evidence {
  /** In the list of its kind, from 0. */
  position: number;
  /** One spelling of one account; "" where there is none. */
  userKey: string;
  /** Enabled itself, and so are its list and the section. */
  inForce: boolean;
  /** Allows, and no rule ties it to an issuer: any authority that the server trusts can make such a certificate. */
  broad: boolean;
  /** The account's name looks like one of high rights. */
  privileged: boolean;
  /** What a search looks through, in lower case. */
  search: string;
}

/** One way in, or one that is barred, as evidence keeps it. */
export type AccessEntry = Evidence &
  (
    | (Omit<OneToOneMapping, "certificate"> & {
        kind: "oneToOne";
        /** Of the certificate's DER, lower-case hex; "" for one that does not decode. */
        sha256: string;
        /** RFC 4514 text and ISO 8601 time of the certificate itself; absent for one that cannot be read. */
        certificateSubject?: string;
        certificateNotAfter?: string;
      })
    | (Omit<ManyToOneMapping, "description"> & { kind: "manyToOne" })
  );

/** Every mapping of a site config, switched off or not, in the order in which IIS asks: one-to-one first. */
export function accessEntriesOf(config: SiteConfig): AccessEntry[] {
  const section = config.iisClientCertificateMappingAuthentication;
  if (!section) return [];
  const oneToOne = section.enabled && section.oneToOneCertificateMappingsEnabled;
  const manyToOne = section.enabled && section.manyToOneCertificateMappingsEnabled;
  return [
    ...section.oneToOneMappings.map((mapping, position) => oneToOneEntry(mapping, position, oneToOne)),
    ...section.manyToOneMappings.map((mapping, position) => manyToOneEntry(mapping, position, manyToOne)),
  ];
}

function oneToOneEntry(
  { certificate, ...mapping }: OneToOneMapping,
  position: number,
  listEnabled: boolean,
): AccessEntry {
  const der = fromBlob(certificate);
  const read = der.ok ? parseCertificate(der.value) : der;
  const subject = read.ok ? read.value.subject : undefined;
  return {
    kind: "oneToOne",
    ...mapping,
    position,
    userKey: accountKey(mapping.userName),
    inForce: mapping.enabled && listEnabled,
    broad: false,
    privileged: privilegedSign(mapping.userName) !== null,
    search: searchText(mapping.userName, mapping.name, subject),
    sha256: der.ok ? bytesToHex(sha256(der.value)) : "",
    ...(read.ok && { certificateSubject: read.value.subject, certificateNotAfter: read.value.notAfter }),
  };
}

function manyToOneEntry(
  { description: _said, ...mapping }: ManyToOneMapping,
  position: number,
  listEnabled: boolean,
): AccessEntry {
  return {
    kind: "manyToOne",
    ...mapping,
    position,
    userKey: accountKey(mapping.userName ?? ""),
    inForce: mapping.enabled && listEnabled,
    broad: mapping.permissionMode === "Allow" && !mapping.rules.some(tiesToAnIssuer),
    privileged: privilegedSign(mapping.userName ?? "") !== null,
    search: searchText(mapping.userName, mapping.name, ...mapping.rules.map(ruleText)),
  };
}

/** A criterion of nothing but wildcards is met by every issuer. */
function tiesToAnIssuer({ certificateField, matchCriteria }: Rule): boolean {
  return certificateField === "Issuer" && /[^*?]/.test(matchCriteria);
}

/** As stored accounts are keyed; a spelling that Windows would not take stands for itself. */
function accountKey(userName: string): string {
  const parsed = parseUserName(userName);
  return parsed.ok ? parsed.value.key : userName.toLowerCase();
}

function searchText(...parts: (string | undefined)[]): string {
  return parts.filter(Boolean).join(" ").toLowerCase();
}
