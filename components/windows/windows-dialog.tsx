"use client";

import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { TableSkeleton } from "@/components/ui/skeletons";
import { useReturnFocus } from "@/components/ui/use-return-focus";
import { useTimeZone } from "@/components/ui/use-time-zone";
import { WindowFields } from "@/components/windows/window-fields";
import { openingWords, windowWords } from "@/lib/api/maintenance-windows";
import type { WindowInput, Windows } from "@/lib/api/windows";
import { windowMutations, windowQueries } from "@/lib/queries/windows";

export interface WindowsDialogProps {
  kind: "servers" | "server-groups";
  id: string;
  name: string;
  onClose: () => void;
}

/** When pushes may reach a server, or each server of a group. */
export function WindowsDialog({ kind, id, name, onClose }: WindowsDialogProps) {
  const asked = useQuery(windowQueries.of(kind, id));
  useReturnFocus();
  return (
    <Modal opened onClose={onClose} title={`Maintenance windows of ${name}`} size="lg">
      {asked.error && <ProblemAlert problem={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.isPending && <TableSkeleton rows={2} />}
      {asked.data && <WindowsForm kind={kind} id={id} name={name} onClose={onClose} stored={asked.data} />}
    </Modal>
  );
}

function WindowsForm({ kind, id, onClose, stored }: WindowsDialogProps & { stored: Windows }) {
  const [windows, setWindows] = useState<readonly WindowInput[]>(stored.windows);
  const save = useMutation(windowMutations.set(kind, id));
  const timeZone = useTimeZone();
  return (
    <Stack gap="md">
      <Text size="sm">
        Without a window pushes come at any time. With one or more they wait until one is open, unless whoever
        pushes says why it cannot wait. A cut-off does not wait.
        {stored.opens &&
          ` The next one opens ${openingWords({ ...stored.opens, at: Date.parse(stored.opens.at) })}.`}
      </Text>
      {stored.inherited.map((window) => (
        <Text key={JSON.stringify(window)} size="sm" c="dimmed">
          From the group {window.group}: {windowWords(window)}
        </Text>
      ))}
      {windows.length === 0 && (
        <Text size="sm" c="dimmed">
          {stored.inherited.length === 0 ? "There is no window yet." : "It has no windows of its own."}
        </Text>
      )}
      {windows.map((window, index) => (
        <WindowFields
          // biome-ignore lint/suspicious/noArrayIndexKey: two windows may be alike; a removed one is remounted
          key={index}
          label={`Window ${index + 1}`}
          value={window}
          onChange={(next) => setWindows(windows.with(index, next))}
          onRemove={() => setWindows(windows.toSpliced(index, 1))}
        />
      ))}
      <Group>
        <Button
          variant="default"
          size="xs"
          onClick={() =>
            setWindows([...windows, { weekdays: [6], startMinute: 22 * 60, lengthMinutes: 240, timeZone }])
          }
        >
          Add a window
        </Button>
      </Group>
      {save.error && <ProblemAlert problem={save.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          loading={save.isPending}
          onClick={() => save.mutate({ windows: [...windows] }, { onSuccess: onClose })}
        >
          Save the windows
        </Button>
      </Group>
    </Stack>
  );
}
