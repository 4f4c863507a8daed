"use client";

import { PasswordInput, type PasswordInputProps } from "@mantine/core";

/**
 * A field for a secret that is being set. It begins empty always: a stored secret is never sent to the browser. What
 * is being typed can be looked at; nothing else can.
 */
export function SecretField(props: PasswordInputProps) {
  return (
    <PasswordInput
      autoComplete="new-password"
      spellCheck={false}
      visibilityToggleButtonProps={{ "aria-label": "Show or hide what is typed" }}
      {...props}
    />
  );
}
