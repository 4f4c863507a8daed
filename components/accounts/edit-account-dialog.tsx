"use client";

import { Button, Group, Modal, Stack, TagsInput, Textarea, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { fieldErrors } from "@/components/ui/field-errors";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { type AccountDetail, updateAccountSchema } from "@/lib/api/accounts";
import { accountMutations } from "@/lib/queries/accounts";

const FIELDS = ["owner", "notes", "tags"] as const;

export interface EditAccountDialogProps {
  account: AccountDetail;
  opened: boolean;
  onClose: () => void;
}

export function EditAccountDialog({ account, opened, onClose }: EditAccountDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Owner and notes of ${account.userName}`} size="lg">
      <EditAccountForm account={account} onClose={onClose} />
    </Modal>
  );
}

/** Mounted with the dialog, so that it begins with what is stored. */
function EditAccountForm({ account, onClose }: Omit<EditAccountDialogProps, "opened">) {
  const update = useMutation(accountMutations.update(account.id));
  const form = useForm({
    initialValues: { owner: account.owner, notes: account.notes, tags: account.tags },
    validate: schemaResolver(updateAccountSchema, { sync: true }),
  });
  const { version } = account;
  const placed = Object.keys(fieldErrors(update.error, FIELDS)).length > 0;
  return (
    <form
      noValidate
      onSubmit={form.onSubmit((change) =>
        update.mutate(
          { version, change },
          { onSuccess: onClose, onError: (error) => form.setErrors(fieldErrors(error, FIELDS)) },
        ),
      )}
    >
      <Stack gap="md">
        <TextInput
          label="Owner"
          description="Who answers for the account: a person or a team."
          data-autofocus
          {...form.getInputProps("owner")}
        />
        <TagsInput label="Tags" description="Enter adds one." {...form.getInputProps("tags")} />
        <Textarea
          label="Notes"
          description="Everybody who can sign in reads them. Never write a password here."
          autosize
          minRows={3}
          maxRows={12}
          {...form.getInputProps("notes")}
        />
        {update.error && !placed && <ProblemAlert problem={update.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={update.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
