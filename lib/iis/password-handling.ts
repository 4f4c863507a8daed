/**
 * What a writer that cannot encrypt as IIS does with a password the file does not hold yet: `refuse` (default), `omit` the
 * attribute, write it in `clear`, or, for the sample server and tests, a `sample` token that only the agent's own key opens.
 */
export const PASSWORD_HANDLINGS = ["refuse", "omit", "clear", "sample"] as const;
/**
 * Does a push replace a password that the server has already, when the console has a newer one? Only where the agent can compare the
 * two; the others keep what is there.
 */
export function replacesPasswords(handling: string): boolean {
  return handling === "sample";
}
export type PasswordHandling = (typeof PASSWORD_HANDLINGS)[number];
