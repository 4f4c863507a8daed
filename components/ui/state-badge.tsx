"use client";

import classes from "@/components/ui/state-badge.module.css";
import { STATES, type StateLook, type StateName } from "@/components/ui/states";

export interface StateBadgeProps {
  state: StateName;
  /** Says it more exactly: "Expires in 12 days". The colour and icon stay those of the state. */
  words?: string;
  /** With an outline, beside a page's title. */
  filled?: boolean;
  /** The words are a sentence that may take several lines. */
  wrap?: boolean;
}

/** A state as colour, icon and word; never colour alone. */
export function StateBadge({ state, words, filled = false, wrap = false }: StateBadgeProps) {
  const look: StateLook = STATES[state];
  return (
    <span
      className={[classes.badge, classes[look.tone], filled && classes.filled, wrap && classes.wrap]
        .filter(Boolean)
        .join(" ")}
    >
      <look.icon size={16} stroke={2} aria-hidden />
      {words ?? look.word}
    </span>
  );
}
