"use client";

import { Button, Group, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { fieldErrors } from "@/components/ui/field-errors";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { SecretField } from "@/components/ui/secret-field";
import { changePasswordSchema } from "@/lib/api/profile";
import { PERSON_PASSWORD_LENGTH } from "@/lib/api/setup";
import { profileMutations } from "@/lib/queries/profile";

const FIELDS = ["current", "password"] as const;

export function ChangePasswordDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Change your password">
      <ChangePasswordForm onClose={onClose} />
    </Modal>
  );
}

/** Mounted with the dialog, so that nothing typed is left behind in it. */
function ChangePasswordForm({ onClose }: { onClose: () => void }) {
  const change = useMutation(profileMutations.changePassword());
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { current: "", password: "" },
    validate: schemaResolver(changePasswordSchema, { sync: true }),
  });
  const placed = Object.keys(fieldErrors(change.error, FIELDS)).length > 0;
  return (
    <form
      noValidate
      onSubmit={form.onSubmit((values) =>
        change.mutate(values, {
          onSuccess: () => {
            notifications.show({ message: "Your password is changed. Your other sessions have ended." });
            onClose();
          },
          onError: (error) => form.setErrors(fieldErrors(error, FIELDS)),
        }),
      )}
    >
      <Stack gap="md">
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": "Show or hide the current password" }}
          data-autofocus
          key={form.key("current")}
          {...form.getInputProps("current")}
        />
        <SecretField
          label="New password"
          description={`At least ${PERSON_PASSWORD_LENGTH} characters. A sentence is good.`}
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        <Text size="sm">Your other sessions end.</Text>
        {change.error && !placed && <ProblemAlert problem={change.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={change.isPending}>
            Change the password
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
