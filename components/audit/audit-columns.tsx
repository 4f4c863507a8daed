import { Tooltip } from "@mantine/core";
import { actionLabel } from "@/components/audit/action-words";
import { ActorName } from "@/components/audit/actor-name";
import { eventSentence } from "@/components/audit/event-phrase";
import type { DataColumn } from "@/components/ui/data-table-types";
import { Time } from "@/components/ui/time";
import type { AuditEventItem } from "@/lib/api/audit-events";

export const AUDIT_COLUMNS: DataColumn<AuditEventItem>[] = [
  {
    id: "what",
    header: "What",
    cell: (event) => (
      <Tooltip label={eventSentence(event)} multiline maw={480} openDelay={400}>
        <span>{eventSentence(event)}</span>
      </Tooltip>
    ),
  },
  { id: "who", header: "Who", width: 180, from: "sm", cell: (event) => <ActorName event={event} /> },
  { id: "why", header: "Why", width: 240, from: "lg", cell: (event) => event.reason },
  { id: "kind", header: "Kind", width: 170, hidden: true, cell: (event) => actionLabel(event.action) },
  { id: "address", header: "From", width: 140, hidden: true, cell: (event) => event.address ?? "Unknown" },
  { id: "when", header: "When", width: 140, cell: (event) => <Time value={event.at} /> },
  {
    id: "exact",
    header: "Exact time",
    width: 230,
    hidden: true,
    cell: (event) => <Time value={event.at} as="exact" />,
  },
];
