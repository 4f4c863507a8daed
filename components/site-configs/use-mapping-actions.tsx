"use client";

import { Button, Group, List, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { attemptChange, type MappingConflict, type Seen } from "@/components/site-configs/attempt-change";
import type { BulkMappings, BulkResult } from "@/lib/api/mapping-table";
import { mappingMutations } from "@/lib/queries/mappings";
import { siteConfigMutations } from "@/lib/queries/site-configs";

/** More would not be read in a notice; the table shows them all. */
const SAID = 5;

type Wanted = BulkMappings extends infer Change
  ? Change extends unknown
    ? Omit<Change, "ids">
    : never
  : never;

/** Changes of chosen mappings, at once and with Undo, since all of them can be undone. */
export function useMappingActions(siteConfigId: string) {
  const client = useQueryClient();
  const bulk = useMutation(mappingMutations.bulk(siteConfigId));
  const undo = useMutation(siteConfigMutations.walk(siteConfigId, "undo"));

  function sayDone({ label, changed, version }: BulkResult) {
    if (changed === 0) return notifications.show({ message: "They are like that already." });
    const id = `changed-${version}`;
    const takeBack = () => {
      notifications.hide(id);
      undo.mutate(version, {
        onSuccess: () => notifications.show({ message: `Undone: ${label}` }),
        onError: (error) => sayRefused(error.message),
      });
    };
    notifications.show({ id, message: <Done label={label} onUndo={takeBack} />, autoClose: 15_000 });
  }

  /** True when it was done. */
  async function change(seen: Seen, wanted: Wanted): Promise<boolean> {
    const body = { ...wanted, ids: seen.rows.map(({ id }) => id) } as BulkMappings;
    try {
      const attempt = await attemptChange(client, siteConfigId, seen, (version) =>
        bulk.mutateAsync({ version, change: body }),
      );
      if ("conflict" in attempt) {
        sayRefused(<Conflict {...attempt.conflict} />);
        return false;
      }
      sayDone(attempt.done);
      return true;
    } catch (error) {
      sayRefused(error instanceof Error ? error.message : String(error));
      return false;
    }
  }
  return { change, pending: bulk.isPending };
}

function sayRefused(message: React.ReactNode) {
  notifications.show({ color: "red", title: "Nothing was changed", message, autoClose: false });
}

function Done({ label, onUndo }: { label: string; onUndo: () => void }) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">Done: {label}</Text>
      <Button size="compact-sm" variant="default" style={{ flex: "none" }} onClick={onUndo}>
        Undo
      </Button>
    </Group>
  );
}

function Conflict({ by, differences }: MappingConflict) {
  return (
    <>
      <Text size="sm">
        {by === null ? "Somebody" : by} changed the draft meanwhile. The table shows how it is now: look at
        it, then do it again.
      </Text>
      <List size="sm" mt={4}>
        {differences.slice(0, SAID).map((words) => (
          <List.Item key={words}>{words}</List.Item>
        ))}
        {differences.length > SAID && <List.Item>And {differences.length - SAID} more.</List.Item>}
      </List>
    </>
  );
}
