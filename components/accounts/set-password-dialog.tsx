"use client";

import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { fieldErrors } from "@/components/ui/field-errors";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { SecretField } from "@/components/ui/secret-field";
import { type AccountDetail, setPasswordSchema } from "@/lib/api/accounts";
import { accountMutations } from "@/lib/queries/accounts";

const FIELDS = ["password"] as const;

export interface SetPasswordDialogProps {
  account: AccountDetail;
  opened: boolean;
  onClose: () => void;
}

export function SetPasswordDialog({ account, opened, onClose }: SetPasswordDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Set the password of ${account.userName}`}>
      <SetPasswordForm account={account} onClose={onClose} />
    </Modal>
  );
}

/** Mounted with the dialog, so that nothing typed is left behind in it. */
function SetPasswordForm({ account, onClose }: Omit<SetPasswordDialogProps, "opened">) {
  const setPassword = useMutation(accountMutations.setPassword(account.id));
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { password: "" },
    validate: schemaResolver(setPasswordSchema, { sync: true }),
  });
  function submit({ password }: { password: string }) {
    setPassword.mutate(password, {
      onSuccess: () => {
        notifications.show({ message: `The password of ${account.userName} is set.` });
        onClose();
      },
      onError: (error) => form.setErrors(fieldErrors(error, FIELDS)),
    });
  }
  const placed = Object.keys(fieldErrors(setPassword.error, FIELDS)).length > 0;
  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      <Stack gap="md">
        <SecretField
          label="New password"
          description="It is sealed at once and never shown again."
          data-autofocus
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        <Text size="sm">
          This does not change the password in Windows. Servers get it with the next push of the site configs
          that use the account.
        </Text>
        {setPassword.error && !placed && <ProblemAlert problem={setPassword.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={setPassword.isPending}>
            Set the password
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
