"use client";

import { Button, List, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { IfMay } from "@/components/shell/rights";
import { countPlaces, scopeName } from "@/components/targets/scope-name";
import { Confirm } from "@/components/ui/confirm";
import type { ServerItem } from "@/lib/api/servers";
import { serverMutations } from "@/lib/queries/servers";

/** Shuts a server out. It asks for the name and says what depends on it. */
export function RevokeServerButton({ server }: { server: ServerItem }) {
  const [opened, { open, close }] = useDisclosure(false);
  const revoke = useMutation(serverMutations.revoke(server.id));
  const { targets } = server;
  return (
    <IfMay right="server.write">
      <Button variant="default" onClick={open}>
        Revoke…
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={`Revoke ${server.name}?`}
        confirm={`Revoke ${server.name}`}
        typeName={server.name}
        onConfirm={() => revoke.mutate(undefined, { onSuccess: close })}
        pending={revoke.isPending}
        problem={revoke.error}
      >
        <Text size="sm">
          Certmap stops accepting this agent: no more pushes, and changes on the server are no longer seen.
          This cannot be undone; the server must be enrolled again.
        </Text>
        {targets.length === 0 ? (
          <Text size="sm" mt="xs">
            No site of this server has a site config.
          </Text>
        ) : (
          <>
            <Text size="sm" mt="xs">
              The mappings on {countPlaces(targets.map((target) => target.scope))} stay as they are now, and
              nobody corrects them:
            </Text>
            <List size="sm" mt={4}>
              {targets.slice(0, 8).map((target) => (
                <List.Item key={target.id}>
                  {scopeName(target.scope)}: {target.siteConfigName}
                </List.Item>
              ))}
              {targets.length > 8 && <List.Item>and {targets.length - 8} more</List.Item>}
            </List>
          </>
        )}
      </Confirm>
    </IfMay>
  );
}
