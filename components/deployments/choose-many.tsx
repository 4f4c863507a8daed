"use client";

import { Button, Group, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { placeKey } from "@/components/deployments/place-key";
import { scopeName } from "@/components/targets/scope-name";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { serverQueries } from "@/lib/queries/servers";

export interface ChooseManyProps {
  siteConfigId: string;
  /** The search and the group that narrow the servers. */
  query: string;
  group: string;
  onChoose: (keys: string[]) => void;
}

/** One site on every server that the search or the group shows, at once. */
export function ChooseMany({ siteConfigId, query, group, onChoose }: ChooseManyProps) {
  const places = useQuery(serverQueries.places({ siteConfigId, query, group }));
  const [chosen, setChosen] = useState<string | null>(null);
  const items = (places.data?.items ?? []).filter(({ serverIds }) => serverIds.length > 1);
  const item = items.find(({ scope }) => scope === chosen);
  if (places.error) return <ProblemAlert problem={places.error} onRetry={() => void places.refetch()} />;
  if (items.length === 0) return null;
  return (
    <Group gap="xs" mb="sm">
      <Select
        aria-label="Site to choose everywhere"
        data={items.map(({ scope, serverIds }) => ({
          value: scope,
          label: `${scopeName(scope)} (${serverIds.length.toLocaleString("en")})`,
        }))}
        placeholder="Choose one site everywhere"
        value={item?.scope ?? null}
        onChange={setChosen}
        clearable
        searchable
        w={260}
      />
      {item && (
        <Button
          variant="default"
          onClick={() =>
            onChoose(item.serverIds.map((serverId) => placeKey({ serverId, scope: item.scope })))
          }
        >
          Choose it on all {item.serverIds.length.toLocaleString("en")} servers
        </Button>
      )}
    </Group>
  );
}
