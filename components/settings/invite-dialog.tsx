"use client";

import { Button, Group, Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ServerGroupSelect } from "@/components/server-groups/server-group-select";
import { OneTimeLink } from "@/components/settings/one-time-link";
import { ROLE_CHOICES } from "@/components/settings/roles";
import { fieldErrors } from "@/components/ui/field-errors";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { type InvitePerson, invitePersonSchema } from "@/lib/api/people";
import { personMutations } from "@/lib/queries/people";

const FIELDS = ["name", "email", "role"] as const;

export function InviteDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    // A click beside it must not throw away a link that is shown only once.
    <Modal opened={opened} onClose={onClose} title="Invite a person" size="lg" closeOnClickOutside={false}>
      <InviteForm onClose={onClose} />
    </Modal>
  );
}

/** Mounted with the dialog: the link is gone with it. */
function InviteForm({ onClose }: { onClose: () => void }) {
  const invite = useMutation(personMutations.invite());
  const [serverGroupIds, setServerGroupIds] = useState<string[]>([]);
  const form = useForm<InvitePerson>({
    mode: "uncontrolled",
    initialValues: { name: "", email: "", role: "viewer", serverGroupIds: [] },
    validate: schemaResolver(invitePersonSchema, { sync: true }),
  });
  if (invite.data) return <OneTimeLink link={invite.data} name={form.getValues().name} onClose={onClose} />;
  const placed = Object.keys(fieldErrors(invite.error, FIELDS)).length > 0;
  return (
    <form
      noValidate
      onSubmit={form.onSubmit((values) =>
        invite.mutate(
          { ...values, serverGroupIds },
          { onError: (error) => form.setErrors(fieldErrors(error, FIELDS)) },
        ),
      )}
    >
      <Stack gap="md">
        <TextInput label="Name" data-autofocus key={form.key("name")} {...form.getInputProps("name")} />
        <TextInput
          label="E-mail address"
          description="For signing in. Nothing is sent to it."
          type="email"
          autoComplete="off"
          key={form.key("email")}
          {...form.getInputProps("email")}
        />
        <NativeSelect
          label="Role"
          data={ROLE_CHOICES}
          key={form.key("role")}
          {...form.getInputProps("role")}
        />
        <ServerGroupSelect
          label="Server groups"
          placeholder="Every server"
          description="The role counts for servers of these groups, and only they are seen; none: every server. Not for administrators."
          known={[]}
          value={serverGroupIds}
          onChange={setServerGroupIds}
        />
        {invite.error && !placed && <ProblemAlert problem={invite.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={invite.isPending}>
            Make the link
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
