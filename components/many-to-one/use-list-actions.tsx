"use client";

import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ManyToOneItem } from "@/lib/api/many-to-one";
import { manyToOneMutations } from "@/lib/queries/many-to-one";
import { siteConfigMutations } from "@/lib/queries/site-configs";

/** What can be undone is done at once. The order is shown as it will be while the console is told. */
export function useListActions(siteConfigId: string, items: readonly ManyToOneItem[]) {
  const client = useQueryClient();
  const mutations = manyToOneMutations(siteConfigId, client);
  const update = useMutation(mutations.update);
  const remove = useMutation(mutations.remove);
  const reorder = useMutation(mutations.reorder);
  const undo = useMutation(siteConfigMutations.walk(siteConfigId, "undo"));
  const [wanted, setWanted] = useState<string[] | null>(null);
  const [said, setSaid] = useState("");

  function refused(error: Error) {
    notifications.show({
      color: "red",
      title: "Nothing was changed",
      message: error.message,
      autoClose: false,
    });
    // Somebody else was quicker: what is there now is shown.
    void client.invalidateQueries();
  }
  const byId = new Map(items.map((item) => [item.id, item]));
  const shown = wanted ? wanted.flatMap((id) => byId.get(id) ?? []) : items;
  const complete = shown.length === items.length ? shown : items;

  function move(id: string, place: number) {
    const ids = complete.map((item) => item.id);
    const order = ids.filter((each) => each !== id).toSpliced(place, 0, id);
    if (order.every((each, index) => each === ids[index])) return;
    setWanted(order);
    reorder.mutate(order, {
      onSuccess: () => setSaid(`${byId.get(id)?.name} is now ${place + 1} of ${order.length}.`),
      onError: refused,
      // Of quick moves the last one's order stays in sight until it is stored.
      onSettled: () => setWanted((now) => (now === order ? null : now)),
    });
  }
  function removeWithUndo(item: ManyToOneItem) {
    const notice = `removed-${item.id}`;
    remove.mutate(item.id, {
      onError: refused,
      onSuccess: ({ version }) =>
        notifications.show({
          id: notice,
          autoClose: 15_000,
          message: (
            <Group justify="space-between" wrap="nowrap">
              <Text size="sm">The mapping {item.name} is removed from the draft.</Text>
              <Button
                size="compact-sm"
                variant="default"
                style={{ flex: "none" }}
                onClick={() => {
                  notifications.hide(notice);
                  undo.mutate(version, { onError: refused });
                }}
              >
                Undo
              </Button>
            </Group>
          ),
        }),
    });
  }
  return {
    /** In the order that the person wants. */
    items: complete,
    /** For a screen reader, after a move. */
    said,
    move,
    toggle: ({ id, enabled }: ManyToOneItem) =>
      update.mutate({ id, change: { enabled: !enabled } }, { onError: refused }),
    removeWithUndo,
  };
}
