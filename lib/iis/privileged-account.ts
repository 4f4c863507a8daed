import { accountKey } from "@/lib/iis/passwords";

/**
 * Names that Windows and Active Directory give to accounts and groups of the highest rights, in lower case: the built-in
 * administrator (RID 500) in the languages in which it is renamed at set-up, the account of the Kerberos keys, the well-known
 * groups, and the service identities of the machine itself. A name is only a sign: nothing was asked of Windows.
 */
const NAMES = [
  "administrator",
  "administrateur",
  "administrador",
  "administratör",
  "amministratore",
  "järjestelmänvalvoja",
  "rendszergazda",
  "администратор",
  "krbtgt",
  "domain admins",
  "enterprise admins",
  "schema admins",
  "administrators",
  "backup operators",
  "account operators",
  "server operators",
  "system",
  "localsystem",
  "local service",
  "network service",
  "trustedinstaller",
] as const;

/** Parts of a name that people, and Microsoft's own installers, give to accounts of high rights. */
const PARTS = [
  ["admin", "The name has “admin” in it."],
  ["root", "The name has “root” in it."],
  ["msol_", "Accounts named MSOL_ synchronise the directory and may read every password hash."],
] as const;

export interface PrivilegedSign {
  /** `name`: a well-known name of the highest rights. `part`: only a part of the name hints at it. */
  by: "name" | "part";
  why: string;
}

/**
 * Does the name of an account look like one of high rights? Null: nothing in the name says so, which proves nothing.
 * The argument is a name as `parseUserName` takes it.
 */
export function privilegedSign(userName: string): PrivilegedSign | null {
  const key = accountKey(userName);
  const name = key.includes("\\") ? key.slice(key.indexOf("\\") + 1) : key.replace(/@.*$/, "");
  if (NAMES.some((each) => each === name))
    return { by: "name", why: `“${name}” is a well-known name of the highest rights in Windows.` };
  const part = PARTS.find(([text]) => key.includes(text));
  return part ? { by: "part", why: part[1] } : null;
}

/**
 * The same rule as conditions on an `accountKey`, for a database that cannot call us: it is one of `equal`, or ends with one of
 * `ends`, or begins with one of `begins`, or has one of `parts` in it.
 */
export const PRIVILEGED_KEYS = {
  equal: NAMES,
  ends: NAMES.map((name) => `\\${name}`),
  begins: NAMES.map((name) => `${name}@`),
  parts: PARTS.map(([text]) => text),
} as const;
