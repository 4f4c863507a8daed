import { Anchor, Text } from "@mantine/core";
import { eventPhrase } from "@/components/audit/event-phrase";
import classes from "@/components/overview/overview.module.css";
import { Panel } from "@/components/overview/panel";
import { AppLink } from "@/components/ui/app-link";
import { Time } from "@/components/ui/time";
import type { Overview } from "@/lib/api/overview";

/** What changed in the last 24 hours. */
export function RecentEvents({ events }: { events: Overview["recent"] }) {
  return (
    <Panel
      title="Since yesterday"
      aside={
        <Anchor component={AppLink} href="/audit" size="sm">
          Open the audit
        </Anchor>
      }
    >
      {events.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nothing to show from the last 24 hours.
        </Text>
      ) : (
        <ul className={classes.events}>
          {events.map((event) => (
            <li key={event.id} className={classes.event}>
              <span>
                <strong>{event.actorName}</strong> {eventPhrase(event)}
              </span>
              <span className={classes.at}>
                <Time value={event.at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
