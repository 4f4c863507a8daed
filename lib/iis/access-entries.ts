import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { ManyToOneMapping, OneToOneMapping, SiteConfig } from "@/lib/iis/site-config";
import { fromBlob } from "@/lib/pki/blob";

/** One way in, or one that is barred, as evidence keeps it. */
export type AccessEntry =
  | (Omit<OneToOneMapping, "certificate"> & {
      kind: "oneToOne";
      /** Of the certificate's DER, lower-case hex; "" for one that does not decode. */
      sha256: string;
    })
  | (Omit<ManyToOneMapping, "description"> & { kind: "manyToOne" });

/** Every mapping of a site config, switched off or not, in the order in which IIS asks: one-to-one first. */
export function accessEntriesOf(config: SiteConfig): AccessEntry[] {
  const section = config.iisClientCertificateMappingAuthentication;
  if (!section) return [];
  return [
    ...section.oneToOneMappings.map(({ certificate, ...mapping }) => {
      const der = fromBlob(certificate);
      return {
        kind: "oneToOne" as const,
        ...mapping,
        sha256: der.ok ? bytesToHex(sha256(der.value)) : "",
      };
    }),
    ...section.manyToOneMappings.map(({ description: _said, ...mapping }) => ({
      kind: "manyToOne" as const,
      ...mapping,
    })),
  ];
}
