"use client";

import { Tooltip } from "@mantine/core";
import { useNow } from "@/components/ui/now";
import { StateBadge } from "@/components/ui/state-badge";
import type { StateName } from "@/components/ui/states";
import { useTimeZone } from "@/components/ui/use-time-zone";

const DAY = 86_400_000;
/** From this many days on it is worth a warning. */
export const EXPIRING_DAYS = 30;

export interface DaysLeftProps {
  /** ISO 8601. */
  notAfter: string;
  notBefore?: string;
  filled?: boolean;
}

function count(days: number): string {
  return `${days.toLocaleString("en")} ${days === 1 ? "day" : "days"}`;
}

/** How long something is still valid: valid, expires in N days, expired. */
export function DaysLeft({ notAfter, notBefore, filled }: DaysLeftProps) {
  const now = useNow();
  const zone = useTimeZone();
  const left = new Date(notAfter).getTime() - now;
  const days = Math.floor(Math.abs(left) / DAY);
  let state: StateName = "valid";
  let words = `${count(days)} left`;
  if (left < 0) {
    state = "expired";
    words = days === 0 ? "Expired today" : `Expired ${count(days)} ago`;
  } else if (notBefore && new Date(notBefore).getTime() > now) {
    state = "pending";
    words = "Not yet valid";
  } else if (days < EXPIRING_DAYS) {
    state = "expiring";
    words = days === 0 ? "Expires today" : `Expires in ${count(days)}`;
  }
  const exact = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "long", timeZone: zone });
  return (
    <Tooltip label={`Valid until ${exact.format(new Date(notAfter))}`}>
      <span>
        <StateBadge state={state} words={words} filled={filled} />
      </span>
    </Tooltip>
  );
}
