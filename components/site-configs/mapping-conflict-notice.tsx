"use client";

import { Alert, Button, Group, List, Text } from "@mantine/core";
import { IconGitCompare } from "@tabler/icons-react";
import type { MappingConflict } from "@/components/site-configs/attempt-change";

export interface MappingConflictNoticeProps {
  conflict: MappingConflict;
  removed: boolean;
  /** Fills the form with what the other one saved. */
  onTakeTheirs: (() => void) | undefined;
}

/** Somebody else saved the same mapping meanwhile: what they did, and both ways on. Nothing typed is lost. */
export function MappingConflictNotice({ conflict, removed, onTakeTheirs }: MappingConflictNoticeProps) {
  const { by, differences } = conflict;
  return (
    <Alert
      role="alert"
      variant="default"
      icon={<IconGitCompare color="light-dark(#c2410c, #ffa94d)" aria-hidden />}
      title={`${by ?? "Somebody"} changed this meanwhile`}
    >
      <List size="sm">
        {differences.map((words) => (
          <List.Item key={words}>{words}</List.Item>
        ))}
      </List>
      <Text size="sm" mt="xs">
        Nothing of yours is saved, and nothing of it is lost: it still stands in this form.
      </Text>
      {!removed && onTakeTheirs && (
        <Group mt="xs">
          <Button size="compact-sm" variant="default" onClick={onTakeTheirs}>
            Take theirs
          </Button>
        </Group>
      )}
    </Alert>
  );
}
