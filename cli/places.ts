import type { Remote } from "@/cli/remote";
import { serverPageSchema } from "@/lib/api/servers";
import { targetListSchema } from "@/lib/api/targets";
import { fail, ok, type Result } from "@/lib/errors";

export interface Place {
  serverId: string;
  scope: string;
}

/**
 * Places as `SERVER/SITE`, or `SERVER/` for the server level; without any, all that the site config is linked to. Errors: `not-found`,
 * `usage`, and those of asking the console.
 */
export async function findPlaces(
  remote: Remote,
  siteConfigId: string,
  wanted: readonly string[],
): Promise<Result<Place[]>> {
  if (wanted.length === 0) {
    const linked = await remote.ask(targetListSchema, `/api/v1/site-configs/${siteConfigId}/targets`);
    if (!linked.ok) return linked;
    return linked.value.items.length > 0
      ? ok(linked.value.items)
      : fail("not-found", "The site config stands nowhere yet. Name the places, such as web01/Intranet.");
  }
  const servers = new Map<string, string>();
  const places: Place[] = [];
  for (const word of wanted) {
    const [, name = "", scope = ""] = /^([^/]+)\/([\s\S]*)$/.exec(word) ?? [];
    if (name === "")
      return fail("usage", `"${word}" is no place. Write SERVER/SITE, or SERVER/ for the server level.`);
    const known = servers.get(name);
    const id = known === undefined ? await findServer(remote, name) : ok(known);
    if (!id.ok) return id;
    servers.set(name, id.value);
    places.push({ serverId: id.value, scope });
  }
  return ok(places);
}

/** The id of the server of this very name, in any case. */
export async function findServer(remote: Remote, name: string): Promise<Result<string>> {
  const search = new URLSearchParams({ query: name, limit: "200" });
  const page = await remote.ask(serverPageSchema, `/api/v1/servers?${search}`);
  if (!page.ok) return page;
  const found = page.value.items.filter((item) => item.name.toLowerCase() === name.toLowerCase());
  const [server] = found.length > 1 ? found.filter(({ state }) => state === "approved") : found;
  return server ? ok(server.id) : fail("not-found", `The console has no server called ${name}.`);
}
