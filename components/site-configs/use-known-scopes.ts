"use client";

import { useInfiniteQuery, useQueries } from "@tanstack/react-query";
import { serverQueries } from "@/lib/queries/servers";

/** More servers than this are not asked for their sites: a name can be typed as well. */
const MAX_SERVERS = 20;

/** Names of the sites that the servers reported, for choosing a scope. */
export function useKnownScopes(): string[] {
  const servers = useInfiniteQuery({ ...serverQueries.list({ query: "" }), refetchInterval: false });
  const items = servers.data?.pages[0]?.items ?? [];
  const details = useQueries({
    queries: items
      .slice(0, MAX_SERVERS)
      .map(({ id }) => ({ ...serverQueries.detail(id), refetchInterval: false as const, staleTime: 60_000 })),
  });
  const targets = items.flatMap((server) => server.targets.map(({ scope }) => scope));
  const sites = details.flatMap(({ data }) => data?.inventory?.sites.map(({ name }) => name) ?? []);
  return [...new Set([...targets, ...sites])].filter((scope) => scope !== "").sort();
}
