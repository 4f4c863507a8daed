import { z } from "zod";
import type { Observed } from "@/lib/iis/inventory";
import { accountKey } from "@/lib/iis/passwords";

/** What an agent told of one entry's password, to be compared with what it tells later. Opaque, and shown nowhere. */
const passwordMarkSchema = z.object({ entry: z.string(), account: z.string(), mark: z.string() });
export const passwordMarksSchema = z.array(passwordMarkSchema);
export type PasswordMark = z.infer<typeof passwordMarkSchema>;

const driftedPasswordSchema = z.object({
  /** As `passwordStateSchema` names it. */
  entry: z.string(),
  userName: z.string(),
  account: z.string(),
  /** `changed`: another password than then. `removed`: none. */
  kind: z.enum(["changed", "removed"]),
});
export const driftedPasswordsSchema = z.array(driftedPasswordSchema);
export type DriftedPassword = z.infer<typeof driftedPasswordSchema>;

/** The passwords that can be compared later. */
export function marksOf(passwords: Observed["passwords"]): PasswordMark[] {
  return passwords.flatMap(({ entry, userName, mark }) =>
    mark === undefined ? [] : [{ entry, account: accountKey(userName), mark }],
  );
}

/**
 * The entries whose password is not the one of the marks, in the order of the report. An entry that is gone, or has another account
 * now, is drift of the configuration and not of a password; a password that nobody can read any more is not known to be another one.
 */
export function driftedPasswords(
  marks: readonly PasswordMark[],
  passwords: Observed["passwords"],
): DriftedPassword[] {
  const before = new Map(marks.map((each) => [each.entry, each]));
  return passwords.flatMap(({ entry, userName, state, mark }) => {
    const was = before.get(entry);
    const account = accountKey(userName);
    if (was?.account !== account || mark === was.mark) return [];
    if (mark === undefined && state !== "absent") return [];
    return [{ entry, userName, account, kind: mark === undefined ? "removed" : "changed" }];
  });
}
