"use client";

import { NativeSelect, Stack, Text } from "@mantine/core";
import { ObservedConfig } from "@/components/servers/observed-config";
import { scopeName } from "@/components/targets/scope-name";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import { useUrlState } from "@/components/ui/use-url-state";
import type { ServerDetail } from "@/lib/api/servers";

/** What is in effect on the server now, one scope at a time. The choice is in the URL. */
export function ObservedConfigs({ server }: { server: ServerDetail }) {
  const [{ scope }, setUrl] = useUrlState({ scope: "" });
  const observed = server.inventory?.observed ?? [];
  const shown = observed.find((each) => each.scope === scope) ?? observed[0];
  if (shown === undefined) {
    return <EmptyState>What the agent reads on this server appears here with its first report.</EmptyState>;
  }
  return (
    <Stack gap="md">
      <NativeSelect
        label="Where"
        value={shown.scope}
        onChange={(event) => setUrl({ scope: event.currentTarget.value })}
        data={observed.map((each) => ({ value: each.scope, label: scopeName(each.scope) }))}
        maw={360}
      />
      <Text size="sm" c="dimmed">
        In effect {shown.scope === "" ? "at the server level" : `on ${shown.scope}`}, inherited values
        included. Reported <Time value={server.inventoryAt} />. Passwords never leave the server.
      </Text>
      <ObservedConfig observed={shown} />
    </Stack>
  );
}
