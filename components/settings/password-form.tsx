"use client";

import { Button, Group, PasswordInput, Stack, Text } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { fieldErrors } from "@/components/ui/field-errors";
import { ProblemAlert, type ProblemLike } from "@/components/ui/problem-alert";

export interface PasswordFormProps {
  /** What happens when the password is right. */
  children: ReactNode;
  submit: string;
  danger?: boolean;
  onSubmit: (password: string) => void;
  onCancel: () => void;
  pending: boolean;
  problem: ProblemLike | null;
}

/** Asks for the person's own password before something that a stolen session must not do. */
export function PasswordForm(props: PasswordFormProps) {
  const [password, setPassword] = useState("");
  const placed = fieldErrors(props.problem, ["password"]).password;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (password !== "" && !props.pending) props.onSubmit(password);
  }
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">{props.children}</Text>
        <PasswordInput
          label="Your password"
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": "Show or hide the password" }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={placed}
          data-autofocus
        />
        {props.problem && !placed && <ProblemAlert problem={props.problem} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onCancel}>
            Cancel
          </Button>
          <Button type="submit" color={props.danger ? "red" : undefined} loading={props.pending}>
            {props.submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
