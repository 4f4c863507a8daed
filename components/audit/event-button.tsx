import { ActionIcon, Tooltip } from "@mantine/core";
import { IconListDetails } from "@tabler/icons-react";
import { eventSentence } from "@/components/audit/event-phrase";
import type { AuditEventItem } from "@/lib/api/audit-events";

export function EventButton({ event, onOpen }: { event: AuditEventItem; onOpen: () => void }) {
  return (
    <Tooltip label="Show before and after">
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={`Show before and after: ${eventSentence(event)}`}
        onClick={onOpen}
      >
        <IconListDetails size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
