import type { PlanRequest } from "@/agent/back-end";
import { sealSample } from "@/agent/config-file/sample-token";
import { comparablePasswords, readPassword } from "@/agent/config-file/standing-passwords";
import { fail, ok, type Result } from "@/lib/errors";
import type { ConfigFile } from "@/lib/iis/config-file";
import { type FilePasswordHandling, replacesPasswords } from "@/lib/iis/password-handling";
import { accountKey } from "@/lib/iis/passwords";
import type { SiteConfig } from "@/lib/iis/site-config";
import { passwordsNeeded } from "@/lib/iis/write";

/** In a dry run, where a password of the console's would go. */
const STAND_IN = "(withheld)";

interface ChosenPasswords {
  /** By account, for the writer: the attribute's value, or null to leave the attribute out. */
  values: Map<string, string | null>;
  warnings: string[];
}

/**
 * Which passwords the write has to bring along, in the way that was chosen at enrolment. What stands in the file for the same
 * account stays as it is, unless this agent can read it and it is another password than the console's: clear text and sample tokens.
 * Errors: `password-handling-refused`, `password-missing`, `password-unreadable`.
 */
export async function choosePasswords(
  live: { bytes: Uint8Array; file: ConfigFile },
  request: PlanRequest,
  by: { handling: FilePasswordHandling; sampleKey: string },
): Promise<Result<ChosenPasswords>> {
  const needed = passwordsNeeded(live.bytes, request.scope, request.config);
  if (!needed.ok) return needed;
  const chosen: ChosenPasswords = { values: new Map(), warnings: [] };
  if (by.handling === "refuse" && needed.value.length > 0) return refused(needed.value);
  for (const userName of needed.value) {
    const value = await newValue(userName, request, by);
    if (!value.ok) return value;
    chosen.values.set(userName, value.value);
    // The writer itself warns of clear text.
    if (by.handling === "omit")
      chosen.warnings.push(
        `${userName} was written without a password: set it on the server, or nobody is signed in as this account.`,
      );
  }
  if (!replacesPasswords(by.handling)) return ok(chosen);
  const rotated = await rotatedPasswords(live.file, request, by);
  if (!rotated.ok) return rotated;
  for (const [userName, value] of rotated.value)
    if (!chosen.values.has(userName)) chosen.values.set(userName, value);
  return ok(chosen);
}

async function newValue(
  userName: string,
  request: PlanRequest,
  by: { handling: FilePasswordHandling; sampleKey: string },
): Promise<Result<string | null>> {
  if (by.handling === "omit") return ok(null);
  const password = await request.passwords.open(userName);
  if (!password.ok) return password;
  if (password.value === undefined && request.passwords.withheld?.(userName)) return ok(STAND_IN);
  if (password.value === undefined)
    return fail(
      "password-missing",
      `Neither the file nor the console has a password for ${userName}. Set it in Certmap under Accounts and push again. Nothing was changed.`,
    );
  return ok(asWritten(password.value, userName, by));
}

function asWritten(
  password: string,
  userName: string,
  by: { handling: FilePasswordHandling; sampleKey: string },
): string {
  return by.handling === "clear" ? password : sealSample(password, userName, by.sampleKey);
}

function refused(userNames: readonly string[]): ReturnType<typeof fail> {
  const names =
    userNames.slice(0, 10).join(", ") + (userNames.length > 10 ? ` and ${userNames.length - 10} more` : "");
  return fail(
    "password-handling-refused",
    `The file holds no password for ${names}, and the config-file back end cannot encrypt one as IIS does. Nothing was changed. ` +
      "Set the passwords on the server with IIS Manager, or enrol this agent with one of three choices for --passwords: " +
      "omit (the entry is written without a password, which must then be set on the server), clear (as text that whoever reads the file can read; IIS accepts it), " +
      "or sample (a token that only this agent opens: for trying Certmap out).",
  );
}

/** What to write for accounts whose password in the file is not the console's: changed there since, or by hand here. */
async function rotatedPasswords(
  file: ConfigFile,
  request: PlanRequest,
  by: { handling: FilePasswordHandling; sampleKey: string },
): Promise<Result<Map<string, string>>> {
  const rotated = new Map<string, string>();
  const comparable = comparablePasswords(file, request.scope);
  for (const userName of accountsOf(request.config)) {
    const standing = comparable.get(accountKey(userName));
    if (standing === undefined) continue;
    const password = await request.passwords.open(userName);
    if (!password.ok) return password;
    if (password.value === undefined) continue;
    const current = standing.every((value) => readPassword(value, userName, by.sampleKey) === password.value);
    if (!current) rotated.set(userName, asWritten(password.value, userName, by));
  }
  return ok(rotated);
}

/** As the config writes them, which is how the writer looks them up. */
function accountsOf({ iisClientCertificateMappingAuthentication: section }: SiteConfig): Set<string> {
  const entries = [...(section?.oneToOneMappings ?? []), ...(section?.manyToOneMappings ?? [])];
  return new Set(entries.flatMap(({ userName }) => (userName === undefined ? [] : [userName])));
}
