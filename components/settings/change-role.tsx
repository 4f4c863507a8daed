"use client";

import { Button, Group, NativeSelect, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ServerGroupSelect } from "@/components/server-groups/server-group-select";
import { ROLE_CHOICES } from "@/components/settings/roles";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { PersonItem } from "@/lib/api/people";
import { personMutations } from "@/lib/queries/people";

/** Mounted with its dialog, so that it begins with the role that is stored. */
export function ChangeRole({ person, onClose }: { person: PersonItem; onClose: () => void }) {
  const update = useMutation(personMutations.update(person.id));
  const [role, setRole] = useState(person.role);
  const [chosenIds, setServerGroupIds] = useState(() => person.serverGroups.map(({ id }) => id));
  const serverGroupIds = role === "administrator" ? [] : chosenIds;
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
      {role !== "administrator" && (
        <ServerGroupSelect
          label="Server groups"
          placeholder="Every server"
          description="The role counts for servers of these groups, and only they are seen; none: every server."
          known={person.serverGroups}
          value={chosenIds}
          onChange={setServerGroupIds}
        />
      )}
      {update.error && <ProblemAlert problem={update.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          loading={update.isPending}
          onClick={() => update.mutate({ role, serverGroupIds }, { onSuccess: onClose })}
        >
          Save the role
        </Button>
      </Group>
    </Stack>
  );
}
