"use client";

import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { entryName } from "@/components/site-configs/entry-name";
import classes from "@/components/ui/entry-list.module.css";
import { StateBadge } from "@/components/ui/state-badge";
import type { StateName } from "@/components/ui/states";
import type { TraceItem } from "@/lib/api/resolutions";

/** More are folded: a person looks for the one that decided and its neighbours. */
const SHOWN_AT_FIRST = 50;

const RESULTS: Record<TraceItem["result"], { state: StateName; words: string }> = {
  decided: { state: "valid", words: "Decides" },
  shadowed: { state: "superseded", words: "Comes too late" },
  no: { state: "never", words: "No match" },
  off: { state: "disabled", words: "Switched off" },
  broken: { state: "error", words: "Broken" },
  duplicate: { state: "warning", words: "Duplicate" },
};

export interface TraceListProps {
  trace: readonly TraceItem[];
  /** How many entries there are; `trace` may hold fewer. */
  entries: number;
}

/** Each mapping with why it decided or did not. */
export function TraceList({ trace, entries }: TraceListProps) {
  const [all, setAll] = useState(false);
  if (trace.length === 0) return <Text size="sm">There is no mapping yet.</Text>;
  const shown = all ? trace : trace.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <ul className={classes.list} aria-label="Every mapping">
        {shown.map((entry) => {
          const { state, words } = RESULTS[entry.result];
          return (
            <li key={`${entry.list} ${entry.index}`} className={classes.row}>
              <Text component="span" size="sm" className={classes.mark}>
                <StateBadge state={state} words={words} />
              </Text>
              <div className={classes.text}>
                <Text size="sm" fw={600}>
                  {entryName(entry)}
                </Text>
                <Text size="sm">{entry.because}</Text>
              </div>
            </li>
          );
        })}
      </ul>
      {trace.length > shown.length && (
        <Button variant="subtle" size="compact-sm" mt={4} onClick={() => setAll(true)}>
          Show {trace.length.toLocaleString("en")} mappings
        </Button>
      )}
      {entries > trace.length && (
        <Text size="sm" c="dimmed" mt={4}>
          {(entries - trace.length).toLocaleString("en")} more do not match.
        </Text>
      )}
    </>
  );
}
