"use client";

import { Anchor, Button, Checkbox, Code, Group, Table, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "@/components/shell/rights";
import { placeName } from "@/components/targets/scope-name";
import { AppLink } from "@/components/ui/app-link";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { CutOffPlace } from "@/lib/api/cut-offs";
import { cutOffMutations } from "@/lib/queries/cut-offs";

/** One server of a cut-off: whether it is verified there, and if not, why, and what to do. */
export function CutOffPlaceRow({ cutOffId, place }: { cutOffId: string; place: CutOffPlace }) {
  const mayRetry = useMay("cut-off.start");
  const client = useQueryClient();
  const retry = useMutation(cutOffMutations.retry(cutOffId));
  const [takeOver, setTakeOver] = useState(false);
  const over = place.state === "failed" || place.state === "undone";
  const name = placeName(place.serverName, place.scope);
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={AppLink} href={`/servers/${place.serverId}`} size="sm">
          {name}
        </Anchor>
        <Text size="xs" c="dimmed">
          {place.siteConfigName}, revision {place.revision}
        </Text>
      </Table.Td>
      <Table.Td>
        <StateBadge state={place.state === "waiting" ? "queued" : place.state} words={wordsOf(place)} wrap />
        {place.message !== null && place.state !== "verified" && (
          <Text size="sm" mt={4}>
            {place.message}{" "}
            {place.code && (
              <Text span size="xs" c="dimmed">
                Code <Code>{place.code}</Code>
              </Text>
            )}
          </Text>
        )}
        {place.verifiedAt !== null && (
          <Text component="div" size="xs" c="dimmed">
            <Time value={place.verifiedAt} />
          </Text>
        )}
        {over && mayRetry && (
          <Group gap="sm" mt="xs">
            {place.code === "foreign-entries" && (
              <Checkbox
                label="Take over: remove what somebody else put there"
                checked={takeOver}
                onChange={(event) => setTakeOver(event.currentTarget.checked)}
              />
            )}
            <Button
              size="compact-sm"
              variant="default"
              loading={retry.isPending}
              onClick={() =>
                retry.mutate(
                  { targetId: place.targetId, takeOver },
                  { onSuccess: (detail) => client.setQueryData(["cut-offs", cutOffId], detail) },
                )
              }
            >
              Push again
            </Button>
          </Group>
        )}
        {retry.error && (
          <Text size="sm" mt={4} role="alert">
            {retry.error.message}
          </Text>
        )}
      </Table.Td>
      <Table.Td visibleFrom="sm">
        {place.deploymentId !== null && (
          <Anchor component={AppLink} href={`/deployments/${place.deploymentId}`} size="sm">
            Open the push
          </Anchor>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function wordsOf({ state, online, code }: CutOffPlace): string | undefined {
  if (state === "waiting")
    return code === "push-running" ? "Waits for a push that runs there" : "Not started there yet";
  if (state === "queued") return online ? "Waiting for the agent" : "Offline: gets it when it is back";
  if (state === "superseded") return "A newer push took its place";
  return undefined;
}
