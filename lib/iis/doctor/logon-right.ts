import { type Check, fine, unknown, warning } from "@/lib/iis/doctor/check";
import type { MappingSection } from "@/lib/iis/site-config";

const RIGHTS: Readonly<Record<MappingSection["logonMethod"], string>> = {
  Interactive: "Allow log on locally (SeInteractiveLogonRight)",
  Batch: "Log on as a batch job (SeBatchLogonRight)",
  Network: "Access this computer from the network (SeNetworkLogonRight)",
  ClearText: "Access this computer from the network (SeNetworkLogonRight)",
};

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
  look({ section, accounts }) {
    if (section === null) return unknown("The mappings of this site were not reported.");
    if (accounts.length === 0) return fine("No mapping names an account.");
    const { logonMethod } = section;
    const seen = `logonMethod ${logonMethod} asks for: ${RIGHTS[logonMethod]}.`;
    if (logonMethod === "Interactive" || logonMethod === "Batch")
      return warning(
        `${seen} Ordinary accounts do not have it on a server, and the agent cannot see who does.`,
        "Give the accounts the right, or set logonMethod to ClearText, which asks for access from the network only.",
      );
    return unknown(`${seen} Everyone has it unless a policy takes it away; the agent cannot see that.`);
  },
};
