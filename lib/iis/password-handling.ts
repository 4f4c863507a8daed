/**
 * What a writer that cannot encrypt as IIS does with a password the file does not hold yet: `refuse` (default), `omit` the
 * attribute, write it in `clear`, or, for the sample server and tests, a `sample` token that only the agent's own key opens.
 */
export const PASSWORD_HANDLINGS = ["refuse", "omit", "clear", "sample"] as const;
export type PasswordHandling = (typeof PASSWORD_HANDLINGS)[number];
