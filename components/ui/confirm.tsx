"use client";

import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { ProblemAlert, type ProblemLike } from "@/components/ui/problem-alert";
import { useReturnFocus } from "@/components/ui/use-return-focus";

export interface ConfirmProps {
  opened: boolean;
  onClose: () => void;
  /** Asks and names the thing: "Delete the account CONTOSO\a?" */
  title: string;
  /** What depends on the thing and what will happen. */
  children: ReactNode;
  /** The button says it: "Delete the account". */
  confirm: string;
  onConfirm: () => void;
  pending?: boolean;
  problem?: ProblemLike | null;
  /** Only for the worst: this must be typed first. */
  typeName?: string;
  danger?: boolean;
  /** What the dialog asks for is there; without it there is nothing to confirm yet. */
  complete?: boolean;
  /** It cannot be done now; the text says why. There is nothing to confirm. */
  blocked?: boolean;
  /** After it is gone; for a dialog whose opener is gone too, such as an item of a menu. */
  onClosed?: () => void;
}

/** Asks once before something that cannot be undone. */
export function Confirm(props: ConfirmProps) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      onExitTransitionEnd={props.onClosed}
      title={props.title}
      centered
    >
      <ConfirmForm {...props} />
    </Modal>
  );
}

/** Mounted with the dialog, so that a typed name is gone the next time. */
function ConfirmForm(props: ConfirmProps) {
  const {
    children,
    confirm,
    onConfirm,
    onClose,
    pending = false,
    problem,
    typeName,
    danger = true,
    complete = true,
    blocked = false,
  } = props;
  const [typed, setTyped] = useState("");
  useReturnFocus();
  const ready = complete && (typeName === undefined || typed.trim() === typeName);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (ready && !pending) onConfirm();
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text component="div" size="sm">
          {children}
        </Text>
        {typeName !== undefined && !blocked && (
          <TextInput
            label={`Type ${typeName} to confirm`}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
          />
        )}
        {problem && <ProblemAlert problem={problem} />}
        <Group justify="flex-end" gap="xs">
          <Button
            variant="default"
            onClick={onClose}
            data-autofocus={typeName === undefined ? true : undefined}
          >
            {blocked ? "Close" : "Cancel"}
          </Button>
          {!blocked && (
            <Button type="submit" color={danger ? "red" : undefined} loading={pending} disabled={!ready}>
              {confirm}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
