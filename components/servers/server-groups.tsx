"use client";

import { Anchor, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { Fragment, useState } from "react";
import { ServerGroupSelect } from "@/components/server-groups/server-group-select";
import { useMay } from "@/components/shell/rights";
import { AppLink } from "@/components/ui/app-link";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { ServerItem } from "@/lib/api/servers";
import { serverMutations } from "@/lib/queries/servers";

/** The groups of a server, and the way to change them for those who may. */
export function ServerGroups({ server }: { server: ServerItem }) {
  const mayChange = useMay("server.write");
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <Group gap="xs">
      <Text component="span" size="sm">
        <Text component="span" size="sm" c="dimmed">
          Groups{" "}
        </Text>
        {server.groups.length === 0
          ? "none"
          : server.groups.map(({ id, name }, index) => (
              <Fragment key={id}>
                {index > 0 && ", "}
                <Anchor component={AppLink} href={`/servers?group=${id}`} inherit>
                  {name}
                </Anchor>
              </Fragment>
            ))}
      </Text>
      {mayChange && (
        <Button variant="default" size="compact-sm" onClick={open}>
          Change the groups
        </Button>
      )}
      <Modal opened={opened} onClose={close} title={`Groups of ${server.name}`}>
        <GroupsForm server={server} onClose={close} />
      </Modal>
    </Group>
  );
}

/** Mounted with the dialog, so that it begins with what is stored. */
function GroupsForm({ server, onClose }: { server: ServerItem; onClose: () => void }) {
  const [chosen, setChosen] = useState(() => server.groups.map(({ id }) => id));
  const save = useMutation(serverMutations.setGroups(server.id));
  return (
    <Stack gap="md">
      <ServerGroupSelect
        label="Groups"
        placeholder="No group"
        description="Accounts that are limited to a group may be used on this server once it is in there."
        known={server.groups}
        value={chosen}
        onChange={setChosen}
        autoFocus
      />
      <Text size="sm">What is deployed here stays. The next push looks at the groups as they are then.</Text>
      {save.error && <ProblemAlert problem={save.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button loading={save.isPending} onClick={() => save.mutate(chosen, { onSuccess: onClose })}>
          Save the groups
        </Button>
      </Group>
    </Stack>
  );
}
