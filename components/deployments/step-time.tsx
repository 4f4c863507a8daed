"use client";

import { Tooltip } from "@mantine/core";
import classes from "@/components/deployments/job-card.module.css";
import { useTimeZone } from "@/components/ui/use-time-zone";

/** The time of day of a step, to the second: steps follow one another too quickly for "just now". On hover day and time zone. */
export function StepTime({ value }: { value: string }) {
  const timeZone = useTimeZone();
  const at = new Date(value);
  const told = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-GB", { ...options, timeZone }).format(at);
  return (
    <Tooltip
      label={`${told({ dateStyle: "medium", timeStyle: "long" })} · ${at.toISOString().slice(0, 19)}Z`}
    >
      <time dateTime={value} className={classes.at}>
        {told({ timeStyle: "medium" })}
      </time>
    </Tooltip>
  );
}

/** Whose clock the times of the steps are told by: `GMT+1`. */
export function StepZone({ value }: { value: string }) {
  const timeZone = useTimeZone();
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "short" }).formatToParts(
    new Date(value),
  );
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}
