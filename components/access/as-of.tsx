"use client";

import { Button, Group, Text } from "@mantine/core";
import classes from "@/components/access/access.module.css";
import { momentText, readMoment } from "@/components/ui/moment-field";
import { useTimeZone } from "@/components/ui/use-time-zone";

export interface AsOfProps {
  /** ISO 8601 in UTC; "" is now. */
  at: string;
  onChange: (at: string) => void;
}

/** Now, or a moment in the past in the viewer's time zone. */
export function AsOf({ at, onChange }: AsOfProps) {
  const zone = useTimeZone();
  return (
    <Group gap={6} wrap="nowrap">
      <Text component="label" htmlFor="access-at" size="sm">
        As of
      </Text>
      <input
        id="access-at"
        key={`${at} ${zone}`}
        type="datetime-local"
        step={1}
        defaultValue={at === "" ? "" : momentText(new Date(at))}
        // The server does not know the viewer's zone.
        suppressHydrationWarning
        title={`Your time zone: ${zone}`}
        onBlur={({ currentTarget: { value } }) => take(value)}
        onKeyDown={({ key, currentTarget: { value } }) => key === "Enter" && take(value)}
        className={classes.moment}
      />
      {at === "" ? (
        <Text size="sm" c="dimmed">
          now
        </Text>
      ) : (
        <Button variant="subtle" size="compact-xs" onClick={() => onChange("")}>
          Back to now
        </Button>
      )}
    </Group>
  );

  function take(value: string) {
    const moment = readMoment(value)?.toISOString() ?? "";
    if (moment !== at) onChange(moment);
  }
}
