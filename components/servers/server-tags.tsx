"use client";

import { Anchor, Button, Group, Modal, Stack, TagsInput, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { Fragment, useState } from "react";
import { useMay } from "@/components/shell/rights";
import { AppLink } from "@/components/ui/app-link";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { ServerItem } from "@/lib/api/servers";
import { serverMutations } from "@/lib/queries/servers";

/** The tags of a server, each a link to the servers that have it, and the way to change them for those who may. */
export function ServerTags({ server }: { server: ServerItem }) {
  const mayChange = useMay("server.write");
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <Group gap="xs">
      <Text component="span" size="sm">
        <Text component="span" size="sm" c="dimmed">
          Tags{" "}
        </Text>
        {server.tags.length === 0 && "none"}
        {server.tags.map((tag, index) => (
          <Fragment key={tag}>
            {index > 0 && ", "}
            <Anchor component={AppLink} href={`/servers?tag=${encodeURIComponent(tag)}`} inherit>
              {tag}
            </Anchor>
          </Fragment>
        ))}
      </Text>
      {mayChange && (
        <Button variant="default" size="compact-sm" onClick={open}>
          {server.tags.length === 0 ? "Add tags" : "Change the tags"}
        </Button>
      )}
      <Modal opened={opened} onClose={close} title={`Tags of ${server.name}`}>
        <TagsForm server={server} onClose={close} />
      </Modal>
    </Group>
  );
}

/** Mounted with the dialog, so that it begins with what is stored. */
function TagsForm({ server, onClose }: { server: ServerItem; onClose: () => void }) {
  const [tags, setTags] = useState(server.tags);
  const save = useMutation(serverMutations.setTags(server.id));
  return (
    <Stack gap="md">
      <TagsInput
        label="Tags"
        description="Words to find servers by, also when a push chooses its targets. Press Enter after each."
        value={tags}
        onChange={setTags}
        data-autofocus
      />
      {save.error && <ProblemAlert problem={save.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button loading={save.isPending} onClick={() => save.mutate(tags, { onSuccess: onClose })}>
          Save the tags
        </Button>
      </Group>
    </Stack>
  );
}
