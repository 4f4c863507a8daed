"use client";

import { Button, Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "@/components/ui/selection-bar.module.css";

export interface SelectionBarProps {
  /** "3 certificates chosen" */
  words: string;
  onClear: () => void;
  /** Buttons for what can be done with all of them. */
  children: ReactNode;
}

/** Below a table, while rows are chosen. */
export function SelectionBar({ words, onClear, children }: SelectionBarProps) {
  return (
    <section className={classes.bar} aria-label="Chosen rows">
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
