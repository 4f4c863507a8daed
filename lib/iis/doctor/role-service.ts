import { type Check, fine, problem, unknown, warning } from "@/lib/iis/doctor/check";

const IIS = "Web-Cert-Auth";
const DIRECTORY = "Web-Client-Auth";
const says = (name: string, installed: boolean | undefined) =>
  `${name} ${installed === undefined ? "is not known" : installed ? "is installed" : "is not installed"}`;

export const roleService: Check = {
  id: "role-service",
  title: "The right role service",
  group: "server",
  why: "Without it IIS accepts the configuration and ignores it, so requests end with 401.2. The two names are easily confused: Web-Cert-Auth is IIS mapping, Web-Client-Auth is Active Directory mapping.",
  statuses: ["401.2"],
  sure: "documented",
  source: "Microsoft Learn: IIS modules overview, Installing IIS",
  byHand: () => "Get-WindowsFeature Web-Cert-Auth, Web-Client-Auth | Format-Table Name, Installed",
  look({ host, mapsByIis, mapsByDirectory }) {
    const installed = (name: string) => host.roleServices?.find((each) => each.name === name)?.installed;
    const [iis, directory] = [installed(IIS), installed(DIRECTORY)];
    const seen = `${says(IIS, iis)}, ${says(DIRECTORY, directory)}.`;
    if (mapsByIis && iis === false)
      return problem(
        directory && !mapsByDirectory ? `${seen} That is the other one.` : seen,
        `Install it on the server: Install-WindowsFeature ${IIS}`,
      );
    if (mapsByDirectory && directory === false)
      return problem(
        iis && !mapsByIis ? `${seen} That is the other one.` : seen,
        `Install it on the server: Install-WindowsFeature ${DIRECTORY}`,
      );
    if (
      (mapsByIis && iis === undefined) ||
      (mapsByDirectory && directory === undefined) ||
      !host.roleServices
    )
      return unknown("The agent did not report the role services of this server.");
    if (!mapsByIis && !mapsByDirectory && !iis && !directory)
      return warning(
        seen,
        `Install ${IIS} for the mappings of a site config, or ${DIRECTORY} for Active Directory.`,
      );
    return fine(seen);
  },
};
