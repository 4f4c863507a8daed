"use client";

import { Tooltip } from "@mantine/core";
import { useNow } from "@/components/ui/now";
import { relativeTime } from "@/components/ui/relative-time";
import { useTimeZone } from "@/components/ui/use-time-zone";

export interface TimeProps {
  /** ISO 8601; null shows `none`. */
  value: string | null;
  /** `relative`: "3 hours ago". `date`: "3 Nov 2026". `exact`: date, time and zone. */
  as?: "relative" | "date" | "exact";
  none?: string;
}

const DATE = { year: "numeric", month: "short", day: "numeric" } as const;
const EXACT = {
  ...DATE,
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short",
} as const;

function format(value: Date, zone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone }).format(value);
}

/** A moment in words, in the viewer's time zone; on hover the exact time, and in UTC as ISO 8601 writes it. */
export function Time({ value, as = "relative", none = "never" }: TimeProps) {
  const now = useNow();
  const zone = useTimeZone();
  if (value === null) return <span>{none}</span>;
  const date = new Date(value);
  const exact = format(date, zone, EXACT);
  const shown =
    as === "relative" ? relativeTime(date.getTime(), now) : as === "date" ? format(date, zone, DATE) : exact;
  const other = as === "exact" ? relativeTime(date.getTime(), now) : exact;
  return (
    // ISO 8601 is what logs say.
    <Tooltip label={`${other} · ${date.toISOString().slice(0, 19)}Z`}>
      {/* The clock may have gone on between the server's page and the browser's. */}
      <time dateTime={value} suppressHydrationWarning style={{ whiteSpace: "nowrap" }}>
        {shown}
      </time>
    </Tooltip>
  );
}
