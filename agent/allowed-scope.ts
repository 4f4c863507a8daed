import { fail, ok, type Result } from "@/lib/errors";

/** IIS compares site names without case. */
function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/**
 * Whether this agent may write a scope. No named site means all sites; the server level is never among them and has to be
 * named as "" at enrolment. Error `scope-not-allowed`.
 */
export function checkScopeAllowed(scope: string, allowedSites: readonly string[]): Result<void> {
  const site = scope.split("/")[0] ?? "";
  const allowed = allowedSites.length === 0 ? scope !== "" : allowedSites.some((name) => same(name, site));
  if (allowed) return ok(undefined);
  const what = scope === "" ? "the server level" : `the site "${site}"`;
  return fail(
    "scope-not-allowed",
    `This agent was not enrolled for ${what}. Enrol it with a token that names it. Nothing was changed.`,
  );
}

/** The scopes that a report shows: the sites that may be written, and the server level where all may or where it is named. */
export function observedScopes(sites: readonly string[], allowedSites: readonly string[]): string[] {
  const shown = (name: string): boolean =>
    allowedSites.length === 0 || allowedSites.some((allowed) => same(allowed, name));
  return ["", ...sites].filter(shown);
}
