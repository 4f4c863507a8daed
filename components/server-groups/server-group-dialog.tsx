"use client";

import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { fieldErrors } from "@/components/ui/field-errors";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { useReturnFocus } from "@/components/ui/use-return-focus";
import { type ServerGroupItem, serverGroupInputSchema } from "@/lib/api/server-groups";
import { serverGroupMutations } from "@/lib/queries/server-groups";

const FIELDS = ["name", "note"] as const;

export interface ServerGroupDialogProps {
  /** The group to change; undefined: a new one. */
  group: ServerGroupItem | undefined;
  opened: boolean;
  onClose: () => void;
}

export function ServerGroupDialog({ group, opened, onClose }: ServerGroupDialogProps) {
  const save = useMutation(serverGroupMutations.save(group?.id));
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { name: group?.name ?? "", note: group?.note ?? "" },
    validate: schemaResolver(serverGroupInputSchema, { sync: true }),
  });
  useReturnFocus();
  const placed = Object.keys(fieldErrors(save.error, FIELDS)).length > 0;
  return (
    <Modal opened={opened} onClose={onClose} title={group ? `Change ${group.name}` : "Create a server group"}>
      <form
        noValidate
        onSubmit={form.onSubmit((values) =>
          save.mutate(values, {
            onSuccess: onClose,
            onError: (error) => form.setErrors(fieldErrors(error, FIELDS)),
          }),
        )}
      >
        <Stack gap="md">
          <TextInput label="Name" data-autofocus key={form.key("name")} {...form.getInputProps("name")} />
          <TextInput label="Note (optional)" key={form.key("note")} {...form.getInputProps("note")} />
          {save.error && !placed && <ProblemAlert problem={save.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending}>
              {group ? "Save the group" : "Create the group"}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
