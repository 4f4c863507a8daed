"use client";

import { Anchor, Button, Drawer, Group, Stack } from "@mantine/core";
import { actionLabel } from "@/components/audit/action-words";
import { ActorName } from "@/components/audit/actor-name";
import { BeforeAfter } from "@/components/audit/before-after";
import { nounHref } from "@/components/audit/event-href";
import { eventSentence } from "@/components/audit/event-phrase";
import { AppLink } from "@/components/ui/app-link";
import { FactList } from "@/components/ui/fact-list";
import { Time } from "@/components/ui/time";
import type { AuditEventItem } from "@/lib/api/audit-events";

export interface EventDrawerProps {
  event: AuditEventItem | undefined;
  onClose: () => void;
  /** Show only the events of this thing, or by this actor. */
  onOnly: (only: { nounId: string } | { actorId: string }) => void;
}

/** One event whole: who, from where, why, before and after. */
export function EventDrawer({ event, onClose, onOnly }: EventDrawerProps) {
  return (
    <Drawer
      opened={event !== undefined}
      onClose={onClose}
      title={event && eventSentence(event)}
      position="right"
      closeButtonProps={{ "aria-label": "Close" }}
      size="xl"
      transitionProps={{ duration: 0 }}
    >
      {event && (
        <Stack gap="lg">
          <FactList
            label="Event"
            facts={[
              ["Who", <ActorName key="who" event={event} />],
              ["When", <Time key="when" value={event.at} as="exact" />],
              ["From", event.address ?? "Unknown"],
              ["About", <About key="about" event={event} />],
              ["Why", event.reason ?? "No reason was given"],
              ["Kind", `${actionLabel(event.action)} (${event.action})`],
              ["Event", event.id],
            ]}
          />
          <BeforeAfter before={event.before} after={event.after} />
          <Group gap="sm">
            <Button variant="default" onClick={() => onOnly({ nounId: event.nounId })}>
              Show all events about {event.nounName}
            </Button>
            <Button variant="default" onClick={() => onOnly({ actorId: event.actorId })}>
              Show all events by {event.actorName}
            </Button>
          </Group>
        </Stack>
      )}
    </Drawer>
  );
}

function About({ event }: { event: AuditEventItem }) {
  const href = nounHref(event);
  if (href === null) return <span>{event.nounName}</span>;
  return (
    <Anchor component={AppLink} href={href} size="sm">
      {event.nounName}
    </Anchor>
  );
}
