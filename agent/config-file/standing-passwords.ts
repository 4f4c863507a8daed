import { isSample, openSample } from "@/agent/config-file/sample-token";
import { boundMark, markOfPassword, passwordKeys } from "@/agent/password-mark";
import type { ConfigFile } from "@/lib/iis/config-file";
import { effectiveSection, LIST_NAMES, manyToOneOf } from "@/lib/iis/effective";
import { accountKey, passwordState } from "@/lib/iis/passwords";
import type { EntryPassword } from "@/lib/iis/read";

type Place = Pick<EntryPassword, "list" | "index">;

/** Undefined: none, or one that only IIS or another agent opens. */
export function readPassword(value: string | undefined, userName: string, key: string): string | undefined {
  if (value !== undefined && isSample(value)) return openSample(value, userName, key);
  return passwordState(value).state === "clear" ? value : undefined;
}

/**
 * By account: the password attributes of its entries that are there to be compared with the console's. Those that only IIS opens are not
 * among them; one that is missing, or that was put there as another agent's token, is.
 */
export function comparablePasswords(file: ConfigFile, scope: string): Map<string, (string | undefined)[]> {
  const found = new Map<string, (string | undefined)[]>();
  for (const { userName, password, logsOn } of entriesOf(file, scope)) {
    const { state } = passwordState(password);
    const comparable = state === "absent" ? logsOn : state === "clear" || isSample(password ?? "");
    if (userName === undefined || userName === "" || !comparable) continue;
    const key = accountKey(userName);
    found.set(key, [...(found.get(key) ?? []), password]);
  }
  return found;
}

/** The mark of an entry's password, where this agent can read it. `ownKey`: state/keys.ts. */
export function fileMarks(
  file: ConfigFile,
  scope: string,
  ownKey: string,
): (place: Place) => string | undefined {
  const keys = passwordKeys(ownKey);
  const marks = new Map<string, string>();
  for (const { list, index, userName = "", password } of entriesOf(file, scope)) {
    const clear = readPassword(password, userName, ownKey);
    if (clear) marks.set(`${list} ${index}`, boundMark(markOfPassword(clear, keys), userName, keys));
  }
  return ({ list, index }) => marks.get(`${list} ${index}`);
}

function entriesOf(file: ConfigFile, scope: string) {
  const { lists } = effectiveSection(file, scope, "iisClientCertificateMappingAuthentication");
  return LIST_NAMES.flatMap((list) =>
    lists[list].map(({ element }, index) => ({
      list,
      index,
      userName: element.attributes.userName,
      password: element.attributes.password,
      logsOn: list === "oneToOneMappings" || manyToOneOf(element).permissionMode === "Allow",
    })),
  );
}
