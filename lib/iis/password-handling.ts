/**
 * What a writer that cannot encrypt as IIS does with a password the file does not hold yet: `refuse` (default), `omit` the
 * attribute, write it in `clear`, or, for the sample server and tests, a `sample` token that only the agent's own key opens. `iis`: the
 * agent hands it to IIS, which encrypts it; that is all that an agent with the windows back end does, and no other can.
 */
export const PASSWORD_HANDLINGS = ["refuse", "omit", "clear", "sample", "iis"] as const;
/**
 * Does a push replace a password that the server has already, when the console has a newer one? Only where the agent can compare the
 * two; the others keep what is there.
 */
export function replacesPasswords(handling: string): boolean {
  return handling === "clear" || handling === "sample" || handling === "iis";
}
/** Does the agent try a new password by one logon before it writes it? Only where it has Windows to ask. */
export function triesPassword(handling: string): boolean {
  return handling === "iis";
}
export type PasswordHandling = (typeof PASSWORD_HANDLINGS)[number];
/** What a writer of files can be told to do. */
export type FilePasswordHandling = Exclude<PasswordHandling, "iis">;
