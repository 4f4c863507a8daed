"use client";

import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import type { IntakeItem } from "@/components/certificates/intake-item";
import { SecretField } from "@/components/ui/secret-field";

export interface PasswordAskProps {
  item: IntakeItem;
  onPassword: (password: string) => Promise<unknown>;
}

/** Asks for the password of a PKCS#12 file, which is opened in this page. */
export function PasswordAsk({ item, onPassword }: PasswordAskProps) {
  const [password, setPassword] = useState("");
  const [opening, setOpening] = useState(false);
  async function open(event: FormEvent) {
    event.preventDefault();
    setOpening(true);
    await onPassword(password);
    setOpening(false);
    setPassword("");
  }
  return (
    <Paper component="form" withBorder p="sm" onSubmit={open}>
      <Stack gap="xs">
        <Group gap="xs" wrap="nowrap">
          <IconLock size={18} aria-hidden style={{ flex: "none" }} />
          <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
            {item.name}
          </Text>
        </Group>
        <Group align="flex-end" gap="sm">
          <SecretField
            label={`Password of ${item.name}`}
            description="It is opened in this page. The password and the private key never leave it; only the certificates are sent."
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={item.problem && (item.problem.detail ?? item.problem.message)}
            autoComplete="off"
            style={{ flex: "1 1 260px" }}
          />
          <Button type="submit" variant="default" loading={opening}>
            Open
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
