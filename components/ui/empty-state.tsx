"use client";

import { Stack, Text } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";

export interface EmptyStateProps {
  icon?: Icon;
  /** One sentence on what belongs here. */
  children: ReactNode;
  /** The button for it. */
  action?: ReactNode;
}

export function EmptyState({ icon: Picture, children, action }: EmptyStateProps) {
  return (
    <Stack align="center" justify="center" gap="sm" py={48} px="md">
      {Picture && <Picture size={32} stroke={1.5} color="var(--mantine-color-dimmed)" aria-hidden />}
      <Text component="div" c="dimmed" ta="center" maw={480}>
        {children}
      </Text>
      {action}
    </Stack>
  );
}
