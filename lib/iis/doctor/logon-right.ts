import { type Check, few, fine, problem, unknown, warning } from "@/lib/iis/doctor/check";
import { accountKey } from "@/lib/iis/passwords";
import type { MappingSection } from "@/lib/iis/site-config";

const RIGHTS: Readonly<Record<MappingSection["logonMethod"], string>> = {
  Interactive: "Allow log on locally (SeInteractiveLogonRight)",
  Batch: "Log on as a batch job (SeBatchLogonRight)",
  Network: "Access this computer from the network (SeNetworkLogonRight)",
  ClearText: "Access this computer from the network (SeNetworkLogonRight)",
};

const FROM_NETWORK = "By default Everyone has it.";
/** Who has the right where no policy sets it. */
const BY_DEFAULT: Readonly<Record<MappingSection["logonMethod"], string>> = {
  Interactive:
    "By default Users have it on a member server, and ordinary accounts do not on a domain controller.",
  Batch:
    "By default ordinary accounts do not have it: Administrators, Backup Operators, Performance Log Users and, with IIS, IIS_IUSRS do. The agent cannot see who is in them.",
  Network: FROM_NETWORK,
  ClearText: FROM_NETWORK,
};

const FIX =
  "Give the accounts the right, or set logonMethod to one that asks for another: ClearText and Network ask for access from the network only.";

export const logonRight: Check = {
  id: "logon-right",
  title: "The right that logonMethod asks for",
  group: "accounts",
  why: "Windows logs on only who has the right for that kind of logon. Without it: 401.1 with 1385 (0x80070569).",
  statuses: ["401.1"],
  sure: "documented",
  source: "Microsoft Learn: LogonUser; user rights assignment; winerror.h (1385)",
  byHand: () =>
    "secedit /export /areas USER_RIGHTS /cfg $env:TEMP\\rights.inf; Select-String 'LogonRight' $env:TEMP\\rights.inf",
  look({ section, accounts, noLogonRight = [] }) {
    if (section === null) return unknown("The mappings of this site were not reported.");
    if (accounts.length === 0) return fine("No mapping names an account.");
    const { logonMethod } = section;
    const seen = `logonMethod ${logonMethod} asks for: ${RIGHTS[logonMethod]}.`;
    const used = new Set(accounts.map(accountKey));
    const refused = noLogonRight.filter(
      (each) => each.logonMethod === logonMethod && used.has(accountKey(each.userName)),
    );
    if (refused.length > 0)
      return problem(
        `${seen} A push tried ${few(refused.map(({ userName, at }) => `${userName} (${at})`))}, and Windows refused it with 1385. The right may have been given since.`,
        FIX,
      );
    if (logonMethod === "Batch") return warning(`${seen} ${BY_DEFAULT.Batch}`, FIX);
    return unknown(
      `${seen} ${BY_DEFAULT[logonMethod]} A policy may say otherwise; the agent cannot see that.`,
    );
  },
};
