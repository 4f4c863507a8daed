import { type Check, fine, problem, unknown } from "@/lib/iis/doctor/check";

export const directoryAlone: Check = {
  id: "directory-alone",
  title: "Active Directory or many-to-one, not both",
  group: "directory",
  why: "IIS many-to-one mapping and Active Directory mapping cannot be used together. Which of them answers is not said anywhere.",
  statuses: ["401.2"],
  sure: "documented",
  source: "Microsoft Learn: configuring many-to-one client certificate mappings",
  byHand: () =>
    "& $env:windir\\system32\\inetsrv\\appcmd.exe list config -section:clientCertificateMappingAuthentication",
  look({ config, section, mapsByDirectory }) {
    if (config === null) return unknown("The agent has not reported what is configured here.");
    if (!mapsByDirectory) return fine("Active Directory mapping is off.");
    if (!section?.enabled || !section.manyToOneCertificateMappingsEnabled)
      return fine("Active Directory mapping is on, many-to-one mapping is off.");
    return problem(
      "clientCertificateMappingAuthentication and manyToOneCertificateMappingsEnabled are both on.",
      "Switch one of them off.",
      section.manyToOneMappings.length > 0
        ? undefined
        : {
            kind: "draft-change",
            change: "many-to-one-off",
            words: "sets manyToOneCertificateMappingsEnabled to false; there is no such mapping",
          },
    );
  },
};
