"use client";

import { ActionIcon, Button, Group, Modal, Stack, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type Icon, IconCalendarTime, IconX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { isCancellable, isMovable } from "@/components/renewals/removal-words";
import { useMay } from "@/components/shell/rights";
import { Confirm } from "@/components/ui/confirm";
import { fieldErrors } from "@/components/ui/field-errors";
import { MomentField, momentText, readMoment } from "@/components/ui/moment-field";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { RemovalItem } from "@/lib/api/removals";
import { removalMutations } from "@/lib/queries/removals";

/** `compact`: icons, for the rows of a table. */
export function RemovalActions({ removal, compact = false }: { removal: RemovalItem; compact?: boolean }) {
  const [moving, move] = useDisclosure(false);
  const [asking, ask] = useDisclosure(false);
  const cancel = useMutation(removalMutations.cancel());
  const mayDecide = useMay("revision.publish");
  const failed = removal.state === "failed";
  if (!mayDecide) return null;
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      {isMovable(removal) && (
        <Action
          label={failed ? "Try again" : "Change the date"}
          icon={IconCalendarTime}
          compact={compact}
          onClick={move.open}
        />
      )}
      {isCancellable(removal) && (
        <Action label={failed ? "Dismiss" : "Cancel it"} icon={IconX} compact={compact} onClick={ask.open} />
      )}
      <Modal opened={moving} onClose={move.close} title={`When does ${removal.oldName} lose its mapping?`}>
        <MoveForm removal={removal} onClose={move.close} />
      </Modal>
      <Confirm
        opened={asking}
        onClose={ask.close}
        title={failed ? `Watch ${removal.oldName} no longer?` : `Cancel the removal of ${removal.oldName}?`}
        confirm={failed ? "Dismiss the alarm" : "Cancel the removal"}
        onConfirm={() => cancel.mutate(removal, { onSuccess: ask.close })}
        pending={cancel.isPending}
        problem={cancel.error}
      >
        {`The old certificate stays mapped to ${removal.userName} wherever it is, until somebody removes it.`}
      </Confirm>
    </Group>
  );
}

interface ActionProps {
  label: string;
  icon: Icon;
  compact: boolean;
  onClick: () => void;
}

function Action({ label, icon: Picture, compact, onClick }: ActionProps) {
  if (!compact)
    return (
      <Button size="compact-xs" variant="default" onClick={onClick}>
        {label}
      </Button>
    );
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onClick}>
        <Picture size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function MoveForm({ removal, onClose }: { removal: RemovalItem; onClose: () => void }) {
  const [until, setUntil] = useState(() => momentText(new Date(removal.removeAt)));
  const change = useMutation(removalMutations.change());
  const at = readMoment(until);
  const errors = fieldErrors(change.error, ["removeAt"]);
  function submit() {
    if (at === null) return;
    const { id, version } = removal;
    change.mutate({ id, version, removeAt: at.toISOString() }, { onSuccess: onClose });
  }
  return (
    <Stack gap="md">
      <MomentField
        label="Remove the old mapping at"
        value={until}
        onChange={setUntil}
        error={errors.removeAt}
      />
      {change.error && errors.removeAt === undefined && <ProblemAlert problem={change.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button onClick={submit} disabled={at === null} loading={change.isPending}>
          Remove it then
        </Button>
      </Group>
    </Stack>
  );
}
