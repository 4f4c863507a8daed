"use client";

import { Button, Group, Modal, Stack, Table, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { usePasskeys } from "@/components/auth/use-passkeys";
import { Confirm } from "@/components/ui/confirm";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { Time } from "@/components/ui/time";
import type { Profile } from "@/lib/api/profile";
import { profileMutations } from "@/lib/queries/profile";

type Passkey = Profile["passkeys"][number];

export function OwnPasskeys({ passkeys }: { passkeys: Passkey[] }) {
  const support = usePasskeys();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Passkey | null>(null);
  const remove = useMutation(profileMutations.removePasskey());
  return (
    <Stack gap="sm" align="flex-start">
      {passkeys.length > 0 && (
        <Table aria-label="Passkeys" verticalSpacing={6} maw={720}>
          <Table.Tbody>
            {passkeys.map((passkey) => (
              <Table.Tr key={passkey.id}>
                <Table.Td>{passkey.name}</Table.Td>
                <Table.Td>
                  Added <Time value={passkey.createdAt} />
                </Table.Td>
                <Table.Td ta="end">
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={`Remove ${passkey.name}`}
                    onClick={() => setRemoving(passkey)}
                  >
                    Remove
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {support === "no-host-name" && (
        <Text size="sm" c="dimmed">
          Browsers keep passkeys for host names only, not for addresses. Open the console by its name; on this
          machine that is http://localhost with the same port.
        </Text>
      )}
      {support === "no-browser" && (
        <Text size="sm" c="dimmed">
          This browser knows no passkeys, or the page came without HTTPS.
        </Text>
      )}
      {support === "yes" && (
        <Button variant="default" size="compact-sm" onClick={() => setAdding(true)}>
          Add a passkey
        </Button>
      )}
      <Modal opened={adding} onClose={() => setAdding(false)} title="Add a passkey">
        <AddPasskey onClose={() => setAdding(false)} />
      </Modal>
      {removing && (
        <Confirm
          opened
          onClose={() => setRemoving(null)}
          title={`Remove ${removing.name}?`}
          confirm="Remove the passkey"
          onConfirm={() => remove.mutate(removing.id, { onSuccess: () => setRemoving(null) })}
          pending={remove.isPending}
          problem={remove.error}
        >
          It signs you in no more. Delete it on the device as well.
        </Confirm>
      )}
    </Stack>
  );
}

function AddPasskey({ onClose }: { onClose: () => void }) {
  const add = useMutation(profileMutations.addPasskey());
  const [name, setName] = useState("");
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!add.isPending) add.mutate(name.trim() || "Passkey", { onSuccess: onClose });
  }
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label="Name"
          description="To tell it from others, such as the device it is on."
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={60}
          data-autofocus
        />
        {add.error && <ProblemAlert problem={add.error} title="The passkey was not added" />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={add.isPending}>
            Add the passkey
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
