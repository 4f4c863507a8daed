"use client";

import { Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Confirm } from "@/components/ui/confirm";
import { Time } from "@/components/ui/time";
import type { ApiTokenItem } from "@/lib/api/api-tokens";
import { apiTokenMutations, apiTokenQueries } from "@/lib/queries/api-tokens";

export function RevokeToken({ token }: { token: ApiTokenItem }) {
  const client = useQueryClient();
  const [opened, { open, close }] = useDisclosure(false);
  const revoke = useMutation(apiTokenMutations.revoke(token.id));
  const onConfirm = () =>
    revoke.mutate(undefined, {
      onSuccess: () => {
        void client.invalidateQueries({ queryKey: apiTokenQueries.list().queryKey });
        close();
      },
    });
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={open} aria-label={`Revoke ${token.name}`}>
        Revoke
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={`Revoke ${token.name}?`}
        confirm={`Revoke ${token.name}`}
        onConfirm={onConfirm}
        pending={revoke.isPending}
        problem={revoke.error}
      >
        <Text size="sm">
          What uses it is refused from now on. It was last used <Time value={token.lastUsedAt} none="never" />
          . This cannot be undone.
        </Text>
      </Confirm>
    </>
  );
}
