/** One place that can be pushed to. */
export interface Place {
  serverId: string;
  scope: string;
}

/** `<server id>:<scope>`, as it also stands in the URL. An id has no colon, a site's name may. */
export function placeKey({ serverId, scope }: Place): string {
  return `${serverId}:${scope}`;
}

export function readPlaceKey(key: string): Place | null {
  const at = key.indexOf(":");
  return at < 1 ? null : { serverId: key.slice(0, at), scope: key.slice(at + 1) };
}

/** Where the three steps of a push begin, with targets chosen already. `rejects`: a rollback from that revision. */
export function pushHref(
  siteConfigId: string,
  revision: number,
  places: readonly Place[],
  rejects?: number,
): string {
  const params = new URLSearchParams({ siteConfig: siteConfigId, revision: String(revision) });
  if (rejects !== undefined) params.set("rejects", String(rejects));
  for (const place of places) params.append("target", placeKey(place));
  return `/deployments/new?${params}`;
}
