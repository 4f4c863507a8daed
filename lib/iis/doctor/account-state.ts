import { type Check, few, fine, problem, unknown } from "@/lib/iis/doctor/check";
import { accountKey } from "@/lib/iis/passwords";

/** Windows' error for the state, as it stands in sc-win32-status. */
const ERRORS: Readonly<Record<string, string>> = {
  disabled: "1331",
  "locked-out": "1909",
  expired: "1793",
  "password-expired": "1330",
};

export const accountState: Check = {
  id: "account-state",
  title: "The accounts can log on",
  group: "accounts",
  why: "IIS logs the mapped account on with its password. A disabled, locked or expired account makes that fail: 401.1, with 1331, 1909, 1793 or 1330.",
  statuses: ["401.1"],
  sure: "documented",
  source: "Microsoft: HTTP status codes in IIS (401.1); winerror.h",
  byHand: () => "net user NAME /domain",
  look({ config, accounts, host }) {
    if (config === null) return unknown("The mappings of this site were not reported.");
    if (accounts.length === 0) return fine("No mapping names an account.");
    const states = new Map(host.accounts?.map(({ userName, state }) => [accountKey(userName), state]));
    const seen = accounts.map((userName) => ({
      userName,
      state: states.get(accountKey(userName)) ?? "unknown",
    }));
    const bad = seen.filter(({ state }) => state !== "enabled" && state !== "unknown");
    if (bad.length > 0)
      return problem(
        `${few(bad.map(({ userName, state }) => `${userName} is ${state.replace("-", " ")} (${ERRORS[state]})`))}.`,
        "Enable or unlock the account, or set a new password in Certmap and push it.",
      );
    const open = seen.filter(({ state }) => state === "unknown");
    if (open.length > 0)
      return unknown(`The state of ${few(open.map(({ userName }) => userName))} is not known.`);
    return fine(`${seen.length} ${seen.length === 1 ? "account is" : "accounts are"} enabled.`);
  },
};
