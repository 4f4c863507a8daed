import { isScopeAllowed } from "@/lib/agent-api/allowed-scope";
import { fail, ok, type Result } from "@/lib/errors";

/** IIS compares site names without case. */
function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Whether this agent may write a scope. Error `scope-not-allowed`. */
export function checkScopeAllowed(scope: string, allowedSites: readonly string[]): Result<void> {
  if (isScopeAllowed(scope, allowedSites)) return ok(undefined);
  const what = scope === "" ? "the server level" : `the site "${scope.split("/")[0]}"`;
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
