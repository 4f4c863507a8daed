"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { placeName } from "@/components/targets/scope-name";
import { accountQueries } from "@/lib/queries/accounts";
import { certificateQueries } from "@/lib/queries/certificates";
import { serverQueries } from "@/lib/queries/servers";
import { siteConfigQueries } from "@/lib/queries/site-configs";

export interface FoundThings {
  group: string;
  things: { id: string; label: string; href: string }[];
}

const SHOWN = 5;
const MIN_LENGTH = 2;

/** The first few stored things whose name or text matches. */
export function useFoundThings(typed: string): FoundThings[] {
  const [query] = useDebouncedValue(typed.trim(), 200);
  const enabled = query.length >= MIN_LENGTH;
  const certificates = useInfiniteQuery({
    ...certificateQueries.search(query),
    enabled,
  });
  const accounts = useInfiniteQuery({ ...accountQueries.list({ query }), enabled });
  const siteConfigs = useInfiniteQuery({ ...siteConfigQueries.list({ query }), enabled });
  const servers = useInfiniteQuery({
    ...serverQueries.list({ query, group: undefined }),
    enabled,
    refetchInterval: false,
  });
  if (!enabled) return [];
  const found = servers.data?.pages[0]?.items ?? [];
  const holds = (text: string) => text.toLowerCase().includes(query.toLowerCase());
  return [
    {
      group: "Certificates",
      things: first(certificates.data?.pages).map(({ id, displayName }) => ({
        id,
        label: displayName,
        href: `/certificates/${id}`,
      })),
    },
    {
      group: "Accounts",
      things: first(accounts.data?.pages).map(({ id, userName }) => ({
        id,
        label: userName,
        href: `/accounts/${id}`,
      })),
    },
    {
      group: "Site configs",
      things: first(siteConfigs.data?.pages).map(({ id, name }) => ({
        id,
        label: name,
        href: `/site-configs/${id}`,
      })),
    },
    {
      group: "Servers",
      things: found
        .filter(({ name, hostName }) => holds(name) || holds(hostName))
        .slice(0, SHOWN)
        .map(({ id, name }) => ({ id, label: name, href: `/servers/${id}` })),
    },
    {
      group: "Sites",
      things: found
        .flatMap(({ targets }) => targets)
        .filter(({ scope }) => holds(scope))
        .slice(0, SHOWN)
        .map(({ id, scope, serverName }) => ({
          id,
          label: placeName(serverName, scope),
          href: `/targets/${id}`,
        })),
    },
  ];
}

function first<Item>(pages: { items: Item[] }[] | undefined): Item[] {
  return pages?.[0]?.items.slice(0, SHOWN) ?? [];
}
