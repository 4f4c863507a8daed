/** What people call a scope: a site by its name, the server level in words. */
export function scopeName(scope: string): string {
  return scope === "" ? "Server level" : scope;
}

/** `Partner portal on WEB01`: the one name of a target on every page. */
export function placeName(serverName: string, scope: string): string {
  return scope === "" ? `server level of ${serverName}` : `${scope} on ${serverName}`;
}

/** `3 sites`, `1 site and 1 server`: what a set of scopes comes to. */
export function countPlaces(scopes: readonly string[]): string {
  const servers = scopes.filter((scope) => scope === "").length;
  const sites = scopes.length - servers;
  const parts = [
    ...(sites > 0 || servers === 0 ? [plural(sites, "site")] : []),
    ...(servers > 0 ? [plural(servers, "server")] : []),
  ];
  return parts.join(" and ");
}

function plural(count: number, noun: string): string {
  return `${count.toLocaleString("en-GB")} ${noun}${count === 1 ? "" : "s"}`;
}
