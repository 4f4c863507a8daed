"use client";

import { ActionIcon, Menu, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDots } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Confirm } from "@/components/ui/confirm";
import type { Forwarder } from "@/lib/api/event-forwarders";
import { forwarderMutations, forwarderQueries } from "@/lib/queries/event-forwarders";

export function ForwarderMenu({ forwarder }: { forwarder: Forwarder }) {
  const client = useQueryClient();
  const [removing, { open, close }] = useDisclosure(false);
  const again = { onSuccess: () => client.invalidateQueries({ queryKey: forwarderQueries.list().queryKey }) };
  const setEnabled = useMutation({ ...forwarderMutations.setEnabled(forwarder.id), ...again });
  const remove = useMutation({ ...forwarderMutations.remove(forwarder.id), ...again });
  const { name, enabled, waiting, lastError } = forwarder;
  return (
    <>
      <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Actions for ${name}`}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {enabled && lastError !== null && (
            <Menu.Item onClick={() => setEnabled.mutate(true)}>Try again now</Menu.Item>
          )}
          <Menu.Item onClick={() => setEnabled.mutate(!enabled)}>{enabled ? "Pause" : "Go on"}</Menu.Item>
          <Menu.Item onClick={open}>Remove…</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Confirm
        opened={removing}
        onClose={close}
        title={`Stop forwarding to ${name}?`}
        confirm={`Remove ${name}`}
        onConfirm={() => remove.mutate(undefined, { onSuccess: close })}
        pending={remove.isPending}
        problem={remove.error}
      >
        <Text size="sm">
          {waiting === 0
            ? "All events have arrived there. The events themselves stay here."
            : `${waiting.toLocaleString("en")} events have not arrived there yet and will not. The events themselves stay here.`}
        </Text>
      </Confirm>
    </>
  );
}
