import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { OneToOneMapping, SiteConfig } from "@/lib/iis/site-config";
import { fromBlob } from "@/lib/pki/blob";

/** The one-to-one mappings by the SHA-256 of the certificate's DER (lower-case hex). */
export function oneToOneByFingerprint(config: SiteConfig): Map<string, OneToOneMapping> {
  const mappings = config.iisClientCertificateMappingAuthentication?.oneToOneMappings ?? [];
  return new Map(
    mappings.flatMap((mapping) => {
      const der = fromBlob(mapping.certificate);
      return der.ok ? [[bytesToHex(sha256(der.value)), mapping] as const] : [];
    }),
  );
}

/** The config without these one-to-one mappings; everything else as it is. */
export function withoutOneToOne(config: SiteConfig, removed: ReadonlySet<OneToOneMapping>): SiteConfig {
  const section = config.iisClientCertificateMappingAuthentication;
  if (section === undefined) return config;
  const oneToOneMappings = section.oneToOneMappings.filter((mapping) => !removed.has(mapping));
  return { ...config, iisClientCertificateMappingAuthentication: { ...section, oneToOneMappings } };
}
