"use client";

import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { CreateForwarderForm } from "@/components/forwarders/create-forwarder-form";
import { IfMay } from "@/components/shell/rights";
import { CodeBlock } from "@/components/ui/code-block";
import type { ForwarderMade } from "@/lib/api/event-forwarders";

export function CreateForwarder() {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <IfMay right="forwarder.write">
      <Button onClick={open}>Add a destination</Button>
      <Modal opened={opened} onClose={close} title="Forward events" size="lg">
        <Steps onClose={close} />
      </Modal>
    </IfMay>
  );
}

/** First where to, then, for a webhook, the secret that is shown this once. Forgotten when the dialog closes. */
function Steps({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<ForwarderMade | null>(null);
  if (made === null || made.secret === null)
    return (
      <CreateForwarderForm
        onMade={(answer) => (answer.secret === null ? onClose() : setMade(answer))}
        onCancel={onClose}
      />
    );
  return (
    <Stack gap="md">
      <Text size="sm">
        Each request to {made.forwarder.name} is signed with this secret: the header{" "}
        <code>Certmap-Signature</code> has the time and an HMAC-SHA256 over time, a dot and the body. Give it
        to the receiver now. It is not shown again; to get another one, remove the destination and add it
        anew.
      </Text>
      <CodeBlock label="Secret" code={made.secret} lineNumbers={false} wrap />
      <Group justify="flex-end">
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  );
}
