"use client";

import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import type { MappingItem } from "@/lib/api/site-configs";
import { mappingMutations } from "@/lib/queries/mappings";

function refused(error: Error) {
  notifications.show({
    color: "red",
    title: "Nothing was changed",
    message: error.message,
    autoClose: false,
  });
}

/** What can be undone is done at once, with Undo. */
export function useMappingActions(siteConfigId: string) {
  const update = useMutation(mappingMutations.update(siteConfigId));
  const add = useMutation(mappingMutations.add(siteConfigId));
  const remove = useMutation(mappingMutations.remove(siteConfigId));

  function toggle({ id, enabled }: MappingItem) {
    update.mutate({ id, change: { enabled: !enabled } }, { onError: refused });
  }
  function putBack({ name, enabled, certificate, account }: MappingItem, notice: string) {
    notifications.hide(notice);
    add.mutate({ name, enabled, certificateId: certificate.id, accountId: account.id }, { onError: refused });
  }
  function removeWithUndo(mapping: MappingItem) {
    const notice = `removed-${mapping.id}`;
    const said = (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">The mapping {mapping.name} is removed from the draft.</Text>
        <Button
          size="compact-sm"
          variant="default"
          style={{ flex: "none" }}
          onClick={() => putBack(mapping, notice)}
        >
          Undo
        </Button>
      </Group>
    );
    remove.mutate(mapping.id, {
      onSuccess: () => notifications.show({ id: notice, message: said, autoClose: 15_000 }),
      onError: refused,
    });
  }
  return { toggle, removeWithUndo };
}
