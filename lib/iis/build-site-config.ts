import type { ManyToOneMapping, MappingSection, OneToOneMapping, SiteConfig } from "@/lib/iis/site-config";

/** A SiteConfig without its lists: those are kept as rows. */
export type Settings = Omit<SiteConfig, "iisClientCertificateMappingAuthentication"> & {
  iisClientCertificateMappingAuthentication?: Omit<MappingSection, "oneToOneMappings" | "manyToOneMappings">;
};

/** Puts a draft together. Without the mapping section the mappings are not managed, and so not part of it. */
export function buildSiteConfig(
  settings: Settings,
  oneToOneMappings: OneToOneMapping[],
  manyToOneMappings: ManyToOneMapping[],
): SiteConfig {
  const { iisClientCertificateMappingAuthentication: section, ...others } = settings;
  if (section === undefined) return others;
  return {
    iisClientCertificateMappingAuthentication: { ...section, oneToOneMappings, manyToOneMappings },
    ...others,
  };
}

/** What a new site config begins with: mapping on, a client certificate required, and no way in beside it. */
export const INITIAL_SETTINGS: Settings = {
  iisClientCertificateMappingAuthentication: {
    enabled: true,
    oneToOneCertificateMappingsEnabled: true,
    manyToOneCertificateMappingsEnabled: true,
    logonMethod: "ClearText",
    defaultLogonDomain: "",
  },
  access: { sslFlags: ["Ssl", "SslNegotiateCert", "SslRequireCert"] },
  anonymousAuthentication: { enabled: false },
};
