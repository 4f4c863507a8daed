"use client";

import { Button, Group, Stack, Text } from "@mantine/core";
import { CodeBlock } from "@/components/ui/code-block";
import { Time } from "@/components/ui/time";
import type { PersonLinkAnswer } from "@/lib/api/people";

/** Shown once; whoever has it sets the password. */
export function OneTimeLink({
  link,
  name,
  onClose,
}: {
  link: PersonLinkAnswer;
  name: string;
  onClose: () => void;
}) {
  return (
    <Stack gap="md">
      <Text size="sm">
        Give this link to {name} in a way that nobody else reads. It works once, until{" "}
        <Time value={link.expiresAt} as="date" />, and is not shown again. Certmap sends nothing.
      </Text>
      <CodeBlock code={link.url} label="One-time link" lineNumbers={false} wrap />
      <Group justify="flex-end">
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  );
}
