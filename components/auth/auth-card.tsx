"use client";

import { Center, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconShieldLock } from "@tabler/icons-react";
import type { ReactNode } from "react";

export function AuthCard({ title, lead, children }: { title: string; lead: ReactNode; children: ReactNode }) {
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={400} gap="md">
        <Group gap="xs" justify="center">
          <IconShieldLock size={26} stroke={1.75} color="var(--mantine-primary-color-filled)" aria-hidden />
          <Text fw={600} size="lg">
            Certmap
          </Text>
        </Group>
        <Paper withBorder p="lg">
          <Title order={1} size="h3" mb={4}>
            {title}
          </Title>
          <Text component="div" size="sm" c="dimmed" mb="md">
            {lead}
          </Text>
          {children}
        </Paper>
      </Stack>
    </Center>
  );
}
