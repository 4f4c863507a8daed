import { type Check, fine, type PushFix, problem, unknown, warning } from "@/lib/iis/doctor/check";
import { quotePowerShell } from "@/lib/iis/render/quote";

const change = (name: "mapping-on" | "one-to-one-on" | "many-to-one-on", words: string): PushFix => ({
  kind: "draft-change",
  change: name,
  words,
});

export const mappingSection: Check = {
  id: "mapping-section",
  title: "Mappings are on",
  group: "site",
  why: "A section or a list that is off is not loaded: no certificate becomes an account, and nobody else signs the request in: 401.2.",
  statuses: ["401.2"],
  sure: "hypothesis",
  source:
    "Microsoft Learn: iisClientCertificateMappingAuthentication; reported behaviour (disabled-not-loaded)",
  byHand: ({ siteName }) =>
    `Get-WebConfigurationProperty -PSPath MACHINE/WEBROOT/APPHOST -Location ${quotePowerShell(siteName)} -Filter system.webServer/security/authentication/iisClientCertificateMappingAuthentication -Name enabled`,
  look({ config, section, mapsByDirectory }) {
    if (config === null) return unknown("The agent has not reported what is configured here.");
    if (section === null)
      return unknown("The agent did not report iisClientCertificateMappingAuthentication.");
    const one = section.oneToOneMappings.filter((each) => each.enabled).length;
    const many = section.manyToOneMappings.filter((each) => each.enabled).length;
    if (!section.enabled) {
      if (mapsByDirectory) return fine("IIS mapping is off; Active Directory mapping is on.");
      return problem(
        `iisClientCertificateMappingAuthentication is off, with ${one} one-to-one and ${many} many-to-one mappings.`,
        "Set enabled to true.",
        change("mapping-on", "sets enabled of iisClientCertificateMappingAuthentication to true"),
      );
    }
    if (one > 0 && !section.oneToOneCertificateMappingsEnabled)
      return problem(
        `${one} one-to-one mappings have no effect: oneToOneCertificateMappingsEnabled is false.`,
        "Set oneToOneCertificateMappingsEnabled to true.",
        change("one-to-one-on", "sets oneToOneCertificateMappingsEnabled to true"),
      );
    if (many > 0 && !section.manyToOneCertificateMappingsEnabled)
      return problem(
        `${many} many-to-one mappings have no effect: manyToOneCertificateMappingsEnabled is false.`,
        "Set manyToOneCertificateMappingsEnabled to true.",
        change("many-to-one-on", "sets manyToOneCertificateMappingsEnabled to true"),
      );
    if (one + many === 0)
      return warning("IIS mapping is on and has no mapping in effect.", "Add mappings and push them.");
    return fine(`IIS mapping is on, with ${one} one-to-one and ${many} many-to-one mappings in effect.`);
  },
};
