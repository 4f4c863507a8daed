"use client";

import { Button, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { type ReactNode, useRef } from "react";
import classes from "@/components/ui/selection-bar.module.css";

export interface SelectionBarProps {
  /** "3 certificates chosen" */
  words: string;
  onClear: () => void;
  /** Buttons for what can be done with all of them. */
  children: ReactNode;
}

/** Below a table, while rows are chosen. `b` goes there: by Tab it lies behind every row. */
export function SelectionBar({ words, onClear, children }: SelectionBarProps) {
  const bar = useRef<HTMLElement>(null);
  useHotkeys(
    [
      [
        "b",
        (event) => {
          if (isTyping(event.target)) return;
          event.preventDefault();
          bar.current?.querySelector<HTMLElement>("button, a, input:not([type=hidden])")?.focus();
        },
        { preventDefault: false },
      ],
    ],
    [],
  );
  return (
    <section ref={bar} className={classes.bar} aria-label="Chosen rows" aria-keyshortcuts="b">
      <Text size="sm" fw={600} role="status" mr="auto">
        {words}
      </Text>
      {children}
      <Button variant="subtle" size="xs" onClick={onClear}>
        Choose none
      </Button>
    </section>
  );
}

/** The checkbox that chose a row has the focus most of the time, and nobody types into it. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("textarea, select, input:not([type=checkbox])");
}
