"use client";

import classes from "@/components/deployments/job-card.module.css";
import { useTimeZone } from "@/components/ui/use-time-zone";

/** The time of day of a step, to the second: steps follow one another too quickly for "just now". */
export function StepTime({ value }: { value: string }) {
  const timeZone = useTimeZone();
  const format = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone });
  return (
    <time dateTime={value} className={classes.at}>
      {format.format(new Date(value))}
    </time>
  );
}
