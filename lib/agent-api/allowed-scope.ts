/**
 * Whether an agent that was enrolled for these sites may write a scope. No named site means all sites; the server level is never
 * among them and has to be named as "" at enrolment. IIS compares site names without case.
 */
export function isScopeAllowed(scope: string, allowedSites: readonly string[]): boolean {
  const site = (scope.split("/")[0] ?? "").toLowerCase();
  return allowedSites.length === 0 ? scope !== "" : allowedSites.some((name) => name.toLowerCase() === site);
}
