import certificates from "@/lib/iis/golden/certificates.json";
import type { OneToOneMapping, SiteConfig } from "@/lib/iis/site-config";

/** A site of the sample file that states none of the mapping sections itself. */
export const PLAIN_SITE = "Default Web Site";
/** A site of the sample file with mappings of its own, which nobody adopted. */
export const MAPPED_SITE = "Partner portal";

export function oneToOne(name: "alice" | "bob", userName = `CONTOSO\\${name}`): OneToOneMapping {
  return { name, enabled: true, userName, certificate: certificates[name] };
}

export function mappings(...oneToOneMappings: OneToOneMapping[]): SiteConfig {
  return {
    iisClientCertificateMappingAuthentication: {
      enabled: true,
      oneToOneCertificateMappingsEnabled: true,
      manyToOneCertificateMappingsEnabled: false,
      logonMethod: "ClearText",
      defaultLogonDomain: "",
      oneToOneMappings,
      manyToOneMappings: [],
    },
    access: { sslFlags: ["Ssl", "SslNegotiateCert", "SslRequireCert"] },
  };
}
