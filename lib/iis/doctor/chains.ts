import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { perSection } from "@/lib/iis/doctor/per-section";
import type { Scene } from "@/lib/iis/doctor/scene";
import { decodeAsIisDoes } from "@/lib/iis/runtime-facts";

/** X509ChainStatusFlags that say no more than that nobody could be asked. */
export const NOT_REACHED = ["RevocationStatusUnknown", "OfflineRevocation"];

/** Where the server itself has to be asked about a certificate that Certmap does not have. */
export const BY_HAND = "Try one on the server, as SYSTEM: certutil -verify -urlfetch FILE.cer";

export interface MappedChain {
  name: string;
  /** Undefined: the agent did not try this one. */
  problems: readonly string[] | undefined;
}

/** The chain of each certificate that is mapped one-to-one and in force, as the server built it. */
export function mappedChains({ section, now, host }: Scene): MappedChain[] {
  if (section === null) return [];
  const built = new Map(host.chains?.map((chain) => [chain.sha256, chain.problems]));
  return inForce(section, now).map(({ name, sha256 }) => ({ name, problems: built.get(sha256) }));
}

/**
 * Who else may sign in: by a rule or by the directory, with certificates that nobody lists and the server was not asked about. Null: nobody.
 */
export function unlistedCertificates({ section, mapsByIis, mapsByDirectory }: Scene): string | null {
  const byRules =
    mapsByIis &&
    section?.manyToOneCertificateMappingsEnabled === true &&
    section.manyToOneMappings.some(({ enabled, permissionMode }) => enabled && permissionMode === "Allow");
  const by = [...(byRules ? ["many-to-one mappings"] : []), ...(mapsByDirectory ? ["Active Directory"] : [])];
  return by.length === 0
    ? null
    : `Certificates that ${by.join(" and ")} let in are listed nowhere, and none was looked at.`;
}

const inForce = perSection(({ oneToOneMappings }) =>
  oneToOneMappings
    .filter(({ enabled }) => enabled)
    .map(({ name, userName, certificate }) => {
      const der = decodeAsIisDoes(certificate);
      return {
        name: name || `the certificate of ${userName}`,
        sha256: der === null ? "" : bytesToHex(sha256(der)),
      };
    }),
);
