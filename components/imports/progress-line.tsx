"use client";

import { Button, Group, Progress, Text } from "@mantine/core";
import type { ImportProgress } from "@/lib/api/imports";

export interface ProgressLineProps {
  label: string;
  progress: ImportProgress;
  onCancel: () => void;
}

/** How far long work is, and the way out of it. */
export function ProgressLine({ label, progress: { done, total }, onCancel }: ProgressLineProps) {
  return (
    <Group gap="sm" wrap="nowrap" role="status">
      <Text size="sm" style={{ flex: "none" }}>
        {label}
      </Text>
      <Progress value={total === 0 ? 0 : (done / total) * 100} aria-label={label} style={{ flex: 1 }} />
      <Text size="sm" style={{ flex: "none" }}>
        {total === 0 ? "" : `${Math.round((done / total) * 100)} %`}
      </Text>
      <Button size="compact-sm" variant="default" onClick={onCancel}>
        Stop
      </Button>
    </Group>
  );
}
