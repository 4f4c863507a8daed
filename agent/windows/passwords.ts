import type { PasswordSource } from "@/agent/back-end";
import { markOfPassword, type PasswordKeys } from "@/agent/password-mark";
import type { EntryPassword } from "@/agent/windows/contract";
import { entryKey, type ScopeState } from "@/agent/windows/state";
import { fail, ok, type Result } from "@/lib/errors";
import { accountKey } from "@/lib/iis/passwords";
import type { MappingSection } from "@/lib/iis/site-config";

export interface PasswordChoice {
  /** By entry: what to write with it. */
  entries: Map<string, EntryPassword>;
  /** By entry: the marks that will be read afterwards. */
  marks: Map<string, string>;
  /** New to this scope, to be tried before anything is written. */
  fresh: { userName: string; password: string }[];
  /** Accounts for which at least one entry gets the console's. */
  brought: Set<string>;
}

/**
 * Which password each entry gets, in this order: the console's, where it is another one than the entry has; the entry's own; that
 * of another entry of the account in this scope. Errors: `password-missing`, `password-unreadable`.
 */
export async function choosePasswords(
  live: ScopeState,
  section: MappingSection,
  passwords: PasswordSource,
  keys: PasswordKeys,
): Promise<Result<PasswordChoice>> {
  const choice: PasswordChoice = { entries: new Map(), marks: new Map(), fresh: [], brought: new Set() };
  const opened = new Map<string, { password: string; mark: string } | undefined>();
  const missing = new Map<string, string>();
  const lenders = new Map<string, string>();
  for (const [key, { userName, mark }] of live.entries)
    if (mark && !lenders.has(accountKey(userName))) lenders.set(accountKey(userName), key);

  const keep = (key: string, from: string): void => {
    const { place = "", mark = "" } = live.entries.get(from) ?? {};
    choice.entries.set(key, { keep: place });
    choice.marks.set(key, mark ?? "");
  };
  const wanted = [
    ...section.oneToOneMappings.map(({ certificate, userName }) => ({
      key: entryKey.oneToOne(certificate),
      userName,
      logsOn: userName !== "",
    })),
    ...section.manyToOneMappings.map(({ name, userName, permissionMode }) => ({
      key: entryKey.manyToOne(name),
      userName: userName ?? "",
      logsOn: permissionMode === "Allow",
    })),
  ];
  for (const { key, userName, logsOn } of wanted) {
    const account = accountKey(userName);
    const twin = live.entries.get(key);
    const own = twin?.mark && accountKey(twin.userName) === account ? key : undefined;
    if (!logsOn) {
      if (own !== undefined) keep(key, own);
      continue;
    }
    if (!opened.has(account)) {
      const password = await passwords.open(userName);
      if (!password.ok) return password;
      const { value } = password;
      opened.set(account, value ? { password: value, mark: markOfPassword(value, keys) } : undefined);
    }
    if (own === undefined && passwords.withheld?.(userName)) {
      choice.entries.set(key, { password: "" });
      choice.marks.set(key, "withheld");
      choice.brought.add(userName);
      continue;
    }
    const fromConsole = opened.get(account);
    if (fromConsole && (own === undefined || twin?.mark !== fromConsole.mark)) {
      choice.entries.set(key, { password: fromConsole.password });
      choice.marks.set(key, fromConsole.mark);
      choice.brought.add(userName);
      const tried = choice.fresh.some((each) => accountKey(each.userName) === account);
      const here = [...live.entries.values()].some(
        (other) => accountKey(other.userName) === account && other.mark === fromConsole.mark,
      );
      if (!tried && !here) choice.fresh.push({ userName, password: fromConsole.password });
      continue;
    }
    const from = own ?? lenders.get(account);
    if (from === undefined) missing.set(account, userName);
    else keep(key, from);
  }
  if (missing.size === 0) return ok(choice);
  const names = [...missing.values()];
  const more = names.length > 10 ? ` and ${names.length - 10} more` : "";
  return fail(
    "password-missing",
    `Neither the server nor the console has a password for ${names.slice(0, 10).join(", ")}${more}. Set it in Certmap under Accounts and push again. Nothing was changed.`,
  );
}
