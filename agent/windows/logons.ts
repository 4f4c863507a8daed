import { logonAnswerSchema } from "@/agent/windows/contract";
import type { Ask } from "@/agent/windows/runner";
import { fail, ok, type Result } from "@/lib/errors";
import { sayNoLogonRight } from "@/lib/iis/no-logon-right";
import type { MappingSection } from "@/lib/iis/site-config";

/** LOGON32_LOGON_* as IIS hands it to LogonUser for each logonMethod (iis-facts 3.5, not verified against IIS). */
const LOGON_TYPE = { Interactive: 2, Batch: 4, Network: 3, ClearText: 8 } as const;

/** Codes that say that the password or the account is not fit: trying again only counts towards a lock-out. */
const REFUSALS: Readonly<Record<number, string>> = {
  1326: "the user name or the password is wrong",
  1327: "an account restriction forbids it",
  1328: "it is outside the account's logon hours",
  1329: "the account may not log on at this computer",
  1330: "the password has expired",
  1331: "the account is disabled",
  1793: "the account has expired",
  1907: "the password must be changed first",
  1909: "the account is locked out",
};

/**
 * Tries each new password once. Error `logon-refused`, with the Windows code: nothing was written, and no other password is tried after it.
 * Whatever else goes wrong (no domain controller, no logon right) is a warning.
 */
export async function tryLogons(
  ask: Ask,
  fresh: readonly { userName: string; password: string }[],
  { logonMethod, defaultLogonDomain }: MappingSection,
): Promise<Result<string[]>> {
  const warnings: string[] = [];
  for (const { userName, password } of fresh) {
    const { user, domain } = splitAccount(userName, defaultLogonDomain);
    const logonType = LOGON_TYPE[logonMethod];
    const tried = await ask({ operation: "logon", user, domain, password, logonType }, logonAnswerSchema);
    if (!tried.ok) return tried;
    const { result } = tried.value;
    const refusal = REFUSALS[result];
    if (refusal !== undefined)
      return fail(
        "logon-refused",
        `Windows refused the new password of ${userName} (${result}): ${refusal}. It was tried once, and nothing was changed. Set the password in Certmap again before the next push.`,
      );
    if (result === 1385) warnings.push(sayNoLogonRight({ userName, logonMethod }));
    else if (result !== 0)
      warnings.push(`The new password of ${userName} could not be tried (Windows error ${result}).`);
  }
  return ok(warnings);
}

/** As LogonUser takes it: a name with @ has no domain, a bare one that of the section, or the computer's own (`.`). */
export function splitAccount(userName: string, defaultLogonDomain: string): { user: string; domain: string } {
  const at = userName.indexOf("\\");
  if (at >= 0) return { domain: userName.slice(0, at), user: userName.slice(at + 1) };
  if (userName.includes("@")) return { domain: "", user: userName };
  return { domain: defaultLogonDomain || ".", user: userName };
}
