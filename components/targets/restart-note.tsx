"use client";

import { Button, Group, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Confirm } from "@/components/ui/confirm";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import { targetMutations } from "@/lib/queries/targets";

export interface RestartNoteProps {
  targetId: string;
  since: string;
  /** The agent tells when the web server was started. */
  seen: boolean;
  mayConfirm: boolean;
}

/** A push switched the AD section, and nobody has seen the web server restarted since. */
export function RestartNote({ targetId, since, seen, mayConfirm }: RestartNoteProps) {
  return (
    <section aria-label="Restart pending">
      <StateBadge state="restart-pending" filled />
      <Text component="div" size="sm" mt={4} maw={720}>
        A push switched clientCertificateMappingAuthentication <Time value={since} />. By Microsoft's page
        that counts after a restart of the web server. Certmap restarts nothing: run iisreset when its sites
        may stop for a moment.
      </Text>
      <Group gap="sm" mt={4}>
        <Text size="sm" c="dimmed">
          {seen
            ? "This goes by itself once the agent has seen a later start."
            : "This server's agent cannot see when the web server was started."}
        </Text>
        {!seen && mayConfirm && <ConfirmRestart targetId={targetId} />}
      </Group>
    </section>
  );
}

function ConfirmRestart({ targetId }: { targetId: string }) {
  const [opened, { open, close }] = useDisclosure();
  const [reason, setReason] = useState("");
  const client = useQueryClient();
  const confirm = useMutation(targetMutations.confirmRestart(targetId));
  const done = () => {
    close();
    void client.invalidateQueries({ queryKey: ["targets", targetId] });
  };
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={open}>
        It was restarted…
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title="Was the web server restarted?"
        confirm="It was restarted"
        onConfirm={() => confirm.mutate({ reason }, { onSuccess: done })}
        pending={confirm.isPending}
        problem={confirm.error}
        complete={reason.trim() !== ""}
      >
        Until it was, what the push switched does not count. Nobody checks this: it is your word.
        <Textarea
          mt="sm"
          label="Who restarted it, and when"
          description="Kept in the audit."
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={500}
          autosize
          minRows={2}
          required
          data-autofocus
        />
      </Confirm>
    </>
  );
}
