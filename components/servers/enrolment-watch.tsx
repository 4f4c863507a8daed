"use client";

import { Anchor, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { AppLink } from "@/components/ui/app-link";
import { StateBadge } from "@/components/ui/state-badge";
import { serverQueries } from "@/lib/queries/servers";

/** Waits beside the command until the server asks to join, then leads to the comparison, or to the server that is approved. */
export function EnrolmentWatch({ hostName }: { hostName: string }) {
  const { data } = useInfiniteQuery({ ...serverQueries.list({ query: hostName }), refetchInterval: 2_000 });
  const [before, setBefore] = useState<ReadonlySet<string> | null>(null);
  const servers = data?.pages.flatMap((page) => page.items) ?? [];
  // A server of that name that was there already is not the one that is waited for.
  if (before === null && data !== undefined) setBefore(new Set(servers.map((server) => server.id)));
  const arrived =
    before &&
    servers.find(({ id, state }) => (state === "pending" || state === "approved") && !before.has(id));
  const joined = arrived?.state === "approved";
  return (
    <Text component="div" size="sm" mih={24} role="status" aria-live="polite">
      {arrived ? (
        <>
          <StateBadge
            state={arrived.state}
            words={joined ? `${arrived.name} has joined and is approved.` : `${arrived.name} asks to join.`}
            wrap
          />{" "}
          <Anchor component={AppLink} href={`/servers/${arrived.id}`} size="sm">
            {joined ? "Open it" : "Compare its fingerprint"}
          </Anchor>
        </>
      ) : (
        <StateBadge
          state="queued"
          words={`Waiting for ${hostName}. You can close this; it will be in the list.`}
          wrap
        />
      )}
    </Text>
  );
}
