"use client";

import { Alert, Button, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconShare } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { nameList } from "@/components/servers/name-list";
import { useMay } from "@/components/shell/rights";
import { Confirm } from "@/components/ui/confirm";
import type { ServerDetail } from "@/lib/api/servers";
import { serverMutations } from "@/lib/queries/servers";

export interface SharedConfigurationProps {
  server: ServerDetail;
  shared: NonNullable<ServerDetail["shared"]>;
}

/** The servers that share one configuration, which of them writes it, and the way to choose. */
export function SharedConfiguration({ server, shared }: SharedConfigurationProps) {
  const mayChange = useMay("server.write");
  const { folder, members, writerId } = shared;
  const [opened, { open, close }] = useDisclosure(false);
  const choose = useMutation(serverMutations.chooseWriter(server.id));
  const others = members.filter(({ id }) => id !== server.id);
  const writer = members.find(({ id }) => id === writerId);
  return (
    <Alert
      variant="default"
      icon={<IconShare aria-hidden />}
      title={
        writer === undefined
          ? "The configuration is shared, and no server was chosen to write it"
          : writer.id === server.id
            ? "This server writes a shared configuration"
            : `${writer.name} writes the configuration of this server`
      }
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          configurationRedirection: {folder}.{" "}
          {others.length === 0 ? "No other server here has it." : `Also of ${nameList(others)}.`}{" "}
          {writer === undefined
            ? "Nothing can be pushed to any of them until one is chosen."
            : writer.id === server.id
              ? "What is pushed here changes all of them."
              : `Push to ${writer.name}; this server follows and is looked at afterwards.`}
        </Text>
        {mayChange && writerId !== server.id && (
          <Button variant="default" size="compact-sm" onClick={open}>
            Let {server.name} write it
          </Button>
        )}
      </Stack>
      <Confirm
        opened={opened}
        onClose={close}
        title={`Let ${server.name} write the shared configuration?`}
        confirm={`Let ${server.name} write it`}
        danger={false}
        pending={choose.isPending}
        problem={choose.error}
        onConfirm={() => choose.mutate(folder, { onSuccess: close })}
      >
        <Stack gap="xs">
          <span>
            What is pushed to {server.name} then changes every server that has {folder}: {nameList(members)}.
            Pushes to the others are refused
            {writer === undefined ? "." : `, to ${writer.name} too, which writes it now.`}
          </span>
          <span>
            IIS on {server.name} encrypts the passwords. The others can use them only with the same keys
            (iisConfigurationKey, iisCngConfigurationKey: exported with the shared configuration, or with
            aspnet_regiis). Writing a shared configuration was not verified against IIS.
          </span>
        </Stack>
      </Confirm>
    </Alert>
  );
}
