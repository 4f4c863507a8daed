import { Stack, Text } from "@mantine/core";
import { KIND_WORDS, standingOf } from "@/components/forwarders/forwarder-words";
import type { DataColumn } from "@/components/ui/data-table-types";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { Forwarder } from "@/lib/api/event-forwarders";

export const FORWARDER_COLUMNS: DataColumn<Forwarder>[] = [
  { id: "name", header: "Destination", cell: (forwarder) => forwarder.name },
  {
    id: "state",
    header: "State",
    width: 250,
    cell: (forwarder) => <StateBadge {...standingOf(forwarder)} />,
  },
  { id: "kind", header: "How", width: 220, from: "md", cell: (forwarder) => KIND_WORDS[forwarder.kind] },
  { id: "address", header: "Where to", from: "sm", cell: (forwarder) => forwarder.address },
  {
    id: "sent",
    header: "Last sent",
    width: 130,
    from: "md",
    cell: (forwarder) => <Time value={forwarder.lastSentAt} />,
  },
];

/** What the destinations that fail said. */
export function ForwarderFailures({ forwarders }: { forwarders: Forwarder[] }) {
  const failing = forwarders.filter(({ enabled, lastError }) => enabled && lastError !== null);
  if (failing.length === 0) return null;
  return (
    <Stack gap={4} mt="sm" role="status">
      {failing.map(({ id, name, lastError }) => (
        <Text key={id} size="sm">
          {name}: {lastError?.replace(/\.?$/, ".")} Nothing is lost, it is tried again by itself.
        </Text>
      ))}
    </Stack>
  );
}
