"use client";

import { Button, Group, Stack, Tabs, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { EnrolmentWatch } from "@/components/servers/enrolment-watch";
import { CodeBlock } from "@/components/ui/code-block";
import { Fingerprint } from "@/components/ui/fingerprint";
import { Time } from "@/components/ui/time";
import type { EnrolmentTokenAnswer } from "@/lib/api/servers";

/** The command, ready to copy, and what happens next. The token is shown this once. */
export function EnrolmentCommand({
  answer,
  onClose,
  watch,
}: {
  answer: EnrolmentTokenAnswer;
  onClose: () => void;
  /** What tells that the agent has asked; without it a new server is waited for. */
  watch?: ReactNode;
}) {
  const { command, hostName, expiresAt, consoleKeyFingerprint, automaticApproval } = answer;
  return (
    <Stack gap="md">
      <Text size="sm">
        Run this on {hostName} as an administrator. The token in it works once and expires{" "}
        <Time value={expiresAt} />. It is not shown again.
        {automaticApproval &&
          " Whoever runs it first is approved, and nobody compares a fingerprint: keep it as secret as a password."}
      </Text>
      <Tabs defaultValue="powershell">
        <Tabs.List aria-label="Form of the command">
          <Tabs.Tab value="powershell">PowerShell</Tabs.Tab>
          <Tabs.Tab value="shell">POSIX shell</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="powershell" pt="sm">
          <CodeBlock label="Command for PowerShell" code={command.powershell} lineNumbers={false} wrap />
        </Tabs.Panel>
        <Tabs.Panel value="shell" pt="sm">
          <CodeBlock label="Command for a POSIX shell" code={command.shell} lineNumbers={false} wrap />
        </Tabs.Panel>
      </Tabs>
      <div>
        <Text size="sm">
          The command names this console by the fingerprint of its key. The agent talks to no other console:
        </Text>
        <Fingerprint value={consoleKeyFingerprint.replaceAll(" ", "")} label="console's fingerprint" />
      </div>
      {watch ?? <EnrolmentWatch hostName={hostName} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
      </Group>
    </Stack>
  );
}
