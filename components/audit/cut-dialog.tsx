"use client";

import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";

import { fieldErrors } from "@/components/ui/field-errors";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { auditEventMutations, auditEventQueries } from "@/lib/queries/audit-events";

/** Moves old events to a file. Says first how many, and asks why. */
export function CutDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Move old events to a file" centered>
      <CutForm onClose={onClose} />
    </Modal>
  );
}

function CutForm({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [day, setDay] = useState("");
  const [reason, setReason] = useState("");
  // The days of a retention are those of UTC, so that two administrators mean the same.
  const before = day === "" ? "" : `${day}T00:00:00.000Z`;
  const plan = useQuery({ ...auditEventQueries.cutPlan(before), enabled: before !== "" });
  const cut = useMutation(auditEventMutations.cut());
  const events = plan.data?.events ?? 0;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (events === 0 || cut.isPending) return;
    const onSuccess = ({ fileName }: { fileName: string }) => {
      notifications.show({ message: `The events are in audit-archive/${fileName} of the data folder.` });
      void client.invalidateQueries();
      onClose();
    };
    cut.mutate({ before, reason }, { onSuccess });
  }
  const placed = fieldErrors(cut.error, ["reason"] as const);
  const problem = plan.error ?? (Object.keys(placed).length > 0 ? null : cut.error);
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">
          The events go to a file on the console's machine and out of the database. A signed cut stays in
          their place, so that the rest and the file still verify. This cannot be undone here.
        </Text>
        <TextInput
          type="date"
          label="Events from before"
          description="Midnight UTC"
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
          data-autofocus
        />
        <TextInput
          label="Reason"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={placed.reason}
        />
        <Text size="sm" role="status">
          {plan.data === undefined ? " " : `${events.toLocaleString("en")} events will be moved.`}
        </Text>
        {problem && <ProblemAlert problem={problem} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color="red" disabled={events === 0} loading={cut.isPending}>
            Move {events.toLocaleString("en")} events
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
