"use client";

import { SegmentedControl, Stack, Text } from "@mantine/core";
import { useId } from "react";
import { PERMISSION_MODES } from "@/lib/iis/site-config";

type PermissionMode = (typeof PERMISSION_MODES)[number];

const HELP: Record<PermissionMode, string> = {
  Allow: "Its holders are logged on as the account below.",
  Deny: "Its holders get 403.12. It needs no account.",
};

export interface PermissionChoiceProps {
  value: PermissionMode;
  onChange: (value: PermissionMode) => void;
}

/** permissionMode, by the words of IIS. */
export function PermissionChoice({ value, onChange }: PermissionChoiceProps) {
  const label = useId();
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm" fw={600} id={label}>
        Permission
      </Text>
      <SegmentedControl
        aria-labelledby={label}
        data={[...PERMISSION_MODES]}
        value={value}
        onChange={(mode) => onChange(mode === "Deny" ? "Deny" : "Allow")}
        transitionDuration={0}
      />
      <Text size="xs" c="dimmed">
        {HELP[value]}
      </Text>
    </Stack>
  );
}
