import { type Check, fine, problem, unknown } from "@/lib/iis/doctor/check";

const IIS = "IISCertificateMappingAuthenticationModule";
const DIRECTORY = "CertificateMappingAuthenticationModule";

export const moduleEnabled: Check = {
  id: "module-enabled",
  title: "The module is on",
  group: "server",
  why: "A module that is not in globalModules and in modules both does nothing, whatever its section says: 401.2.",
  statuses: ["401.2"],
  sure: "documented",
  source: "Microsoft Learn: IIS modules overview, Introduction to IIS architectures",
  byHand: () =>
    "& $env:windir\\system32\\inetsrv\\appcmd.exe list modules | Select-String CertificateMapping",
  look({ inventory, host, mapsByIis, mapsByDirectory }) {
    if (inventory === null || inventory.unreadable !== undefined)
      return unknown("The agent has not reported the server's modules yet.");
    if (mapsByIis && !inventory.mappingModuleInstalled)
      return problem(
        `${IIS} is not in globalModules and modules both.`,
        "Install the role service Web-Cert-Auth. If it is installed, add the module to the server's modules list again.",
      );
    if (mapsByDirectory) {
      if (host.modules === undefined) return unknown(`The agent did not report whether ${DIRECTORY} is on.`);
      if (!host.modules.includes(DIRECTORY))
        return problem(
          `${DIRECTORY} is not among the modules that are on.`,
          "Install the role service Web-Client-Auth.",
        );
    }
    const on = [
      ...(inventory.mappingModuleInstalled ? [IIS] : []),
      ...(host.modules?.includes(DIRECTORY) ? [DIRECTORY] : []),
    ];
    return fine(
      on.length === 0 ? "Neither mapping module is on, and neither mapping is." : `On: ${on.join(", ")}.`,
    );
  },
};
