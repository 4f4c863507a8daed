"use client";

import { Button, Group, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";

const STEP = 100;

/** The first of many things that need no table, and the way to the next hundred; nothing where all are shown. */
export function useShowMore<T>(items: readonly T[], first: number): { shown: readonly T[]; more: ReactNode } {
  const [count, setCount] = useState(first);
  const left = items.length - count;
  const next = Math.min(STEP, left);
  return {
    shown: items.slice(0, count),
    more: left > 0 && (
      <Group gap="sm" mt="sm">
        <Text size="sm">and {left.toLocaleString("en")} more</Text>
        <Button variant="default" size="compact-sm" onClick={() => setCount(count + next)}>
          {next < left ? `Show the next ${next}` : next === 1 ? "Show it" : `Show all ${next}`}
        </Button>
      </Group>
    ),
  };
}
