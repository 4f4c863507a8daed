"use client";

import { Button, Text, Tooltip } from "@mantine/core";
import { useState } from "react";
import classes from "@/components/targets/change-list.module.css";
import { ChangeMark } from "@/components/targets/change-mark";
import type { Drift, ReadableChange } from "@/lib/api/targets";

type ChangeClass = Drift["changes"][number]["class"];

const CLASSES: Record<ChangeClass, { word: string; hint: string }> = {
  ours: { word: "Ours", hint: "The newest revision says the same: a push of it changes nothing here." },
  corrective: {
    word: "Corrective",
    hint: "Something that was pushed is different now. Pushing again puts it right.",
  },
  foreign: { word: "Foreign", hint: "Somebody else put this there. Adopt it, or push again to take it out." },
};

/** More are folded: a review must stay readable when ten thousand mappings change. */
const SHOWN_AT_FIRST = 50;

/** Changes as sentences, each with its kind in a word and an icon. */
export function ChangeList({
  changes,
  label,
}: {
  changes: readonly (ReadableChange & { class?: ChangeClass })[];
  label: string;
}) {
  const [all, setAll] = useState(false);
  const shown = all ? changes : changes.slice(0, SHOWN_AT_FIRST);
  return (
    <div>
      <ul className={classes.list} aria-label={label}>
        {shown.map((change, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two changes may read the same; the list is never reordered
          <li key={index} className={classes.row}>
            <ChangeMark kind={change.kind} />
            <Text component="span" size="sm" className={classes.text}>
              {change.text}
            </Text>
            {change.class && (
              <Tooltip label={CLASSES[change.class].hint} multiline maw={320}>
                <Text component="span" size="sm" c="dimmed" className={classes.kind}>
                  {CLASSES[change.class].word}
                </Text>
              </Tooltip>
            )}
          </li>
        ))}
      </ul>
      {changes.length > shown.length && (
        <Button variant="subtle" size="compact-sm" mt={4} onClick={() => setAll(true)}>
          Show all {changes.length.toLocaleString("en")} changes
        </Button>
      )}
    </div>
  );
}
