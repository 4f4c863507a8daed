import type { XmlElement } from "@rgrove/parse-xml";
import type { ConfigFile } from "@/lib/iis/config-file";
import { effectiveSection, LIST_NAMES } from "@/lib/iis/effective";
import { accountKey, passwordState } from "@/lib/iis/passwords";
import type { MappingSection } from "@/lib/iis/site-config";

/** By account as the config writes it. A string is the attribute's value; null: knowingly without one. */
export type PasswordsHandedIn = ReadonlyMap<string, string | null>;

export interface PasswordPlan {
  /** The attribute of each entry, by position in the config. Undefined: none. */
  oneToOneMappings: (string | undefined)[];
  manyToOneMappings: (string | undefined)[];
  /** Accounts that need a password and have none, once each. */
  missing: string[];
  /** Accounts whose password will stand in the file in clear because it was handed in so. */
  clear: string[];
  /** Handed in, but no entry has the account. */
  unused: string[];
}

/**
 * Which password attribute each entry gets, in this order: one handed in; its own, where the same entry has the same
 * account; one of another entry of that account in the same scope. Denying entries log nobody on and need none: theirs is
 * kept or renewed, never added.
 */
export function planPasswords(
  file: ConfigFile,
  scope: string,
  section: MappingSection,
  handed: PasswordsHandedIn = new Map(),
): PasswordPlan {
  const { lists } = effectiveSection(file, scope, "iisClientCertificateMappingAuthentication");
  const lenders = new Map<string, string>();
  for (const { element } of LIST_NAMES.flatMap((name) => lists[name])) {
    const { userName = "", password } = element.attributes;
    const key = accountKey(userName);
    if (password !== undefined && holds(password) && !lenders.has(key)) lenders.set(key, password);
  }
  const byAnyCase = new Map([...handed].map(([userName, value]) => [accountKey(userName), value]));
  const missing = new Map<string, string>();
  const clear = new Map<string, string>();
  const used = new Set<string>();

  const plan = (
    userName: string | undefined,
    twin: XmlElement | undefined,
    logsOn: boolean,
  ): string | undefined => {
    const account = accountKey(userName ?? "");
    const own =
      twin && accountKey(twin.attributes.userName ?? "") === account ? twin.attributes.password : undefined;
    if (!userName) return own;
    used.add(account);
    const value = handed.has(userName) ? handed.get(userName) : byAnyCase.get(account);
    if (value === null) return undefined;
    if (value !== undefined && (logsOn || own !== undefined)) {
      if (passwordState(value).state === "clear") clear.set(account, userName);
      return value;
    }
    if (!logsOn || (own !== undefined && holds(own))) return own;
    const lent = lenders.get(account);
    if (lent === undefined && !missing.has(account)) missing.set(account, userName);
    return lent;
  };

  const certificates = new Map(
    lists.oneToOneMappings.map(({ element }) => [element.attributes.certificate, element]),
  );
  const names = new Map(
    lists.manyToOneMappings.map(({ element }) => [element.attributes.name?.toLowerCase(), element]),
  );
  return {
    oneToOneMappings: section.oneToOneMappings.map(({ userName, certificate }) =>
      plan(userName, certificates.get(certificate), true),
    ),
    manyToOneMappings: section.manyToOneMappings.map(({ userName, name, permissionMode }) =>
      plan(userName, names.get(name.toLowerCase()), permissionMode === "Allow"),
    ),
    missing: [...missing.values()],
    clear: [...clear.values()],
    unused: [...handed.keys()].filter((userName) => !used.has(accountKey(userName))),
  };
}

function holds(password: string): boolean {
  return passwordState(password).state !== "absent";
}
