"use client";

import { Button, Group, NativeSelect, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ROLE_CHOICES } from "@/components/settings/roles";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { PersonItem } from "@/lib/api/people";
import { personMutations } from "@/lib/queries/people";

/** Mounted with its dialog, so that it begins with the role that is stored. */
export function ChangeRole({ person, onClose }: { person: PersonItem; onClose: () => void }) {
  const update = useMutation(personMutations.update(person.id));
  const [role, setRole] = useState(person.role);
  return (
    <Stack gap="md">
      <NativeSelect
        label="Role"
        description="It counts from the next request on."
        data={ROLE_CHOICES}
        value={role}
        onChange={(event) => {
          const chosen = ROLE_CHOICES.find(({ value }) => value === event.currentTarget.value);
          if (chosen) setRole(chosen.value);
        }}
        data-autofocus
      />
      {update.error && <ProblemAlert problem={update.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button loading={update.isPending} onClick={() => update.mutate({ role }, { onSuccess: onClose })}>
          Save the role
        </Button>
      </Group>
    </Stack>
  );
}
