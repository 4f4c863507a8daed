import { LOGON_METHODS, type MappingSection } from "@/lib/iis/site-config";

type LogonMethod = MappingSection["logonMethod"];

/** A push tried an account's password, and Windows said 1385: the account may not log on that way. */
export interface NoLogonRight {
  userName: string;
  logonMethod: LogonMethod;
}

/** The warning of an agent, which `readNoLogonRight` finds again in the result of a push. */
export function sayNoLogonRight({ userName, logonMethod }: NoLogonRight): string {
  return `${userName} has no right to log on by ${logonMethod} on this server (1385): sign-in as this account will fail until it has.`;
}

/** Null: a warning of another kind. */
export function readNoLogonRight(warning: string): NoLogonRight | null {
  const parts = /^(.+) has no right to log on by (\w+) on this server \(1385\)/.exec(warning);
  const logonMethod = LOGON_METHODS.find((each) => each === parts?.[2]);
  return parts?.[1] === undefined || logonMethod === undefined ? null : { userName: parts[1], logonMethod };
}
