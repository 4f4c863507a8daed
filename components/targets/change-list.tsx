"use client";

import { Button, Text } from "@mantine/core";
import { useState } from "react";
import classes from "@/components/targets/change-list.module.css";
import { ChangeMark } from "@/components/targets/change-mark";
import type { Drift, ReadableChange } from "@/lib/api/targets";

type ChangeClass = Drift["changes"][number]["class"];

const WORDS: Record<ChangeClass, string> = { ours: "Ours", corrective: "Corrective", foreign: "Foreign" };

/** What changes come from: what stands there, what a push would do, or what stands there as passwords. */
type Source = "drift" | "push" | "passwords";

const HINTS: Record<Source, Partial<Record<ChangeClass, string>>> = {
  drift: {
    ours: "the newest revision says the same. A push of it changes nothing here.",
    corrective: "something that was pushed is different now. Pushing again puts it right.",
    foreign: "somebody else put this there. Adopt it, or push again to take it out.",
  },
  push: {
    ours: "what the revision changes.",
    corrective: "what was pushed before is different on the server now. The push puts it right.",
    foreign: "somebody else put this there. The push takes it out, once you allow it.",
  },
  passwords: {
    corrective: "Certmap has the password: pushing again puts it there.",
    foreign:
      "Certmap has no password for this account, or the agent keeps the one that is there. Pushing again takes what is there as it is.",
  },
};

const CLASS_NAMES = ["ours", "corrective", "foreign"] as const;

/** More are folded: a review must stay readable when ten thousand mappings change. */
const SHOWN_AT_FIRST = 50;

/** Changes as sentences, each with its kind in a word and an icon. */
export function ChangeList({
  changes,
  label,
  of = "drift",
}: {
  changes: readonly (ReadableChange & { class?: ChangeClass })[];
  label: string;
  of?: Source;
}) {
  const [all, setAll] = useState(false);
  // In a push all is ours unless it is said otherwise.
  const legend = CLASS_NAMES.filter(
    (name) => !(of === "push" && name === "ours") && changes.some((change) => change.class === name),
  );
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
              <Text component="span" size="sm" c="dimmed" className={classes.kind}>
                {WORDS[change.class]}
              </Text>
            )}
          </li>
        ))}
      </ul>
      {legend.length > 0 && (
        <Text component="ul" size="sm" c="dimmed" mt="xs" mb={0} p={0} style={{ listStyle: "none" }}>
          {legend.map((name) => (
            <li key={name}>
              {WORDS[name]}: {HINTS[of][name]}
            </li>
          ))}
        </Text>
      )}
      {changes.length > shown.length && (
        <Button variant="subtle" size="compact-sm" mt={4} onClick={() => setAll(true)}>
          Show all {changes.length.toLocaleString("en")} changes
        </Button>
      )}
    </div>
  );
}
