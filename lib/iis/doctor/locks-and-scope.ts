import { type Check, fine, problem, unknown } from "@/lib/iis/doctor/check";

const LOCKED = "0x80070021";

export const locksAndScope: Check = {
  id: "locks-and-scope",
  title: "Sections stand where IIS reads them",
  group: "site",
  why: "A section that is locked above answers 500.19 (0x80070021), any other fault of the file 500.19 too. Mappings below a site are ignored: 401.2.",
  statuses: ["500.19", "401.2"],
  sure: "hypothesis",
  source: "Microsoft Learn: how to use locking in IIS configuration; reported behaviour (site-level-only)",
  byHand: () =>
    "Get-WebConfiguration //iisClientCertificateMappingAuthentication -Metadata | Select-Object -ExpandProperty Metadata",
  look({ inventory, scope, config }) {
    if (inventory === null) return unknown("The agent has not reported this server's configuration yet.");
    if (inventory.unreadable)
      return problem(
        `The configuration cannot be read: ${inventory.unreadable.message}`,
        "Put the file right on the server.",
      );
    const [first] = inventory.problems;
    if (first !== undefined) {
      const place = first.line === undefined ? "" : ` Line ${first.line}.`;
      const more = inventory.problems.length > 1 ? ` And ${inventory.problems.length - 1} more.` : "";
      return problem(
        `${first.message}${place}${more}`,
        first.hresult === LOCKED
          ? "Move the section into applicationHost.config, in a <location> of the site. That is where Certmap writes it."
          : "Correct the line on the server: IIS refuses the file as it is.",
      );
    }
    if (scope.includes("/") && config?.iisClientCertificateMappingAuthentication?.enabled)
      return problem(
        `The mappings stand at ${scope}, below the site.`,
        "Put them at the site: the module reads its lists there and nowhere else.",
      );
    if (config === null) return unknown("The agent did not report this scope.");
    return fine("Nothing in the configuration is refused, and the mappings stand at the site.");
  },
};
