"use client";

import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";

/**
 * What is typed into a field, reported after a rest of `restMs` milliseconds, while `value` (the address, as a rule) follows in its own time:
 * a change of the address is a transition, and a slow machine draws in between. What was reported and comes back late must
 * not overwrite what is typed by then, nor may the old value come back for a moment; only a change from elsewhere (Back, a link) does.
 */
export function useTypedText(
  value: string,
  onReport: (text: string) => void,
  restMs: number,
): [string, (text: string) => void] {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  // Reported, and not yet come back.
  const [underway, setUnderway] = useState<readonly string[]>([]);
  const report = useDebouncedCallback((next: string) => {
    setText(next);
    setUnderway((before) => [...before, next]);
    onReport(next);
  }, restMs);
  if (value !== seen) {
    const own = underway.indexOf(value);
    setSeen(value);
    setUnderway(own < 0 ? [] : underway.slice(own + 1));
    if (own < 0) setText(value);
  }
  function change(next: string) {
    setText(next);
    report(next);
  }
  return [text, change];
}
