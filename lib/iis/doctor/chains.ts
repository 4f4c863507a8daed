import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { perSection } from "@/lib/iis/doctor/per-section";
import type { Scene } from "@/lib/iis/doctor/scene";
import { decodeAsIisDoes } from "@/lib/iis/runtime-facts";

/** X509ChainStatusFlags that say no more than that nobody could be asked. */
export const NOT_REACHED = ["RevocationStatusUnknown", "OfflineRevocation"];

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
