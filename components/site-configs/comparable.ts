import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { MappingItem, SiteConfigDetail } from "@/lib/api/site-configs";
import { buildSiteConfig } from "@/lib/iis/build-site-config";
import type { SiteConfig } from "@/lib/iis/site-config";
import { fromBlob } from "@/lib/pki/blob";

/**
 * A draft and a revision in one form, for a diff. The draft's mappings are known here by their certificates' SHA-256,
 * so a revision's certificates are replaced by theirs: equal exactly when the certificates are.
 */
export function comparableDraft(
  { settings, manyToOneMappings }: Pick<SiteConfigDetail, "settings" | "manyToOneMappings">,
  mappings: readonly MappingItem[],
): SiteConfig {
  return buildSiteConfig(
    settings,
    mappings.map(({ name, enabled, account, certificate }) => {
      return { name, enabled, userName: account.userName, certificate: certificate.sha256 };
    }),
    manyToOneMappings,
  );
}

export function comparableRevision(config: SiteConfig): SiteConfig {
  const section = config.iisClientCertificateMappingAuthentication;
  if (section === undefined) return config;
  const oneToOneMappings = section.oneToOneMappings.map((mapping) => {
    const der = fromBlob(mapping.certificate);
    return der.ok ? { ...mapping, certificate: bytesToHex(sha256(der.value)) } : mapping;
  });
  return { ...config, iisClientCertificateMappingAuthentication: { ...section, oneToOneMappings } };
}
