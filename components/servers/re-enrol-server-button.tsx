"use client";

import { Button, Group, Modal, NativeSelect, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { EnrolmentCommand } from "@/components/servers/enrolment-command";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { StateBadge } from "@/components/ui/state-badge";
import type { ServerDetail } from "@/lib/api/servers";
import { serverMutations } from "@/lib/queries/servers";

/** New keys for a server that is known: after a clone, for a machine that was built anew, or after a mistaken revocation. */
export function ReEnrolServerButton({ server, main }: { server: ServerDetail; main: boolean }) {
  const [opened, { open, close }] = useDisclosure(false);
  const [minutes, setMinutes] = useState("30");
  const make = useMutation(serverMutations.reEnrol(server.id));
  const { data: made } = make;
  function leave() {
    close();
    make.reset();
  }
  return (
    <>
      <Button variant={main ? "filled" : "default"} onClick={open}>
        Re-enrol…
      </Button>
      {/* A click beside it must not throw away a token that is shown only once. */}
      <Modal
        opened={opened}
        onClose={leave}
        title={`Re-enrol ${server.name}`}
        size="lg"
        closeOnClickOutside={false}
      >
        {made ? (
          <EnrolmentCommand
            answer={made}
            onClose={leave}
            watch={
              <Text component="div" size="sm" mih={24} role="status" aria-live="polite">
                {server.replacement === null ? (
                  <StateBadge
                    state="queued"
                    words={`Waiting for ${server.hostName}. You can close this; its page shows when it asks.`}
                    wrap
                  />
                ) : (
                  <StateBadge
                    state="pending"
                    words="It asks for new keys. Close this and compare its fingerprint."
                    wrap
                  />
                )}
              </Text>
            }
          />
        ) : (
          <Stack gap="md">
            <Text size="sm">
              You get a command to run on the machine that {server.name} is to be from now on. Its agent makes
              new keys there. When you have compared their fingerprint and approved, the old key opens nothing
              any more. Sites, targets and history stay.
            </Text>
            <Text size="sm">
              On a machine where the agent is enrolled already, stop it and move its state folder away first.
              The new agent knows nothing of earlier pushes: entries that a push would remove count as
              somebody else's when the server is not as it was last reported.
            </Text>
            <NativeSelect
              label="The token is valid for"
              value={minutes}
              onChange={(event) => setMinutes(event.currentTarget.value)}
              data={[
                { value: "15", label: "15 minutes" },
                { value: "30", label: "30 minutes" },
                { value: "60", label: "60 minutes" },
              ]}
            />
            {make.error && <ProblemAlert problem={make.error} title="No token was made" />}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={leave}>
                Cancel
              </Button>
              <Button loading={make.isPending} onClick={() => make.mutate(Number(minutes))}>
                Make the command
              </Button>
            </Group>
          </Stack>
        )}
      </Modal>
    </>
  );
}
