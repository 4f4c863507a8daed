import { type Check, few, fine, problem, unknown } from "@/lib/iis/doctor/check";
import { accountKey } from "@/lib/iis/passwords";
import { quotePowerShell } from "@/lib/iis/render/quote";

export const readRight: Check = {
  id: "read-right",
  title: "The accounts may read the site's folder",
  group: "accounts",
  why: "After the logon, Windows checks the file as the mapped account. Without the NTFS read right: 401.3.",
  statuses: ["401.3"],
  sure: "documented",
  source: "Microsoft: HTTP status codes in IIS (401.3)",
  byHand: ({ site }) => `icacls ${quotePowerShell(site?.physicalPath ?? "C:\\inetpub\\wwwroot")}`,
  look({ config, site, accounts }) {
    if (config === null || site === null) return unknown("The mappings of this site were not reported.");
    if (accounts.length === 0) return fine("No mapping names an account.");
    const rights = new Map(site.readRights?.map(({ userName, canRead }) => [accountKey(userName), canRead]));
    const of = (want: string) =>
      accounts.filter((name) => (rights.get(accountKey(name)) ?? "unknown") === want);
    const place = site.physicalPath ?? "the site's folder";
    if (of("no").length > 0)
      return problem(
        `${few(of("no"))} may not read ${place}.`,
        "Give the accounts, or a group that they are in, the right to read the folder.",
      );
    if (of("unknown").length > 0)
      return unknown(`Whether ${few(of("unknown"))} may read ${place} is not known.`);
    return fine(
      `${accounts.length === 1 ? "The account" : `All ${accounts.length} accounts`} may read ${place}.`,
    );
  },
};
