"use client";

import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";

export interface CopyButtonProps {
  text: string;
  /** What is copied: "Copy the thumbprint". */
  label: string;
  /** A button with words instead of the icon alone. */
  words?: string;
  /** The page's main action. */
  main?: boolean;
  size?: "xs" | "sm" | "md";
}

export function CopyButton({ text, label, words, main = false, size = "sm" }: CopyButtonProps) {
  const clipboard = useClipboard({ timeout: 1500 });
  const icon = clipboard.copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />;
  if (words) {
    return (
      <Button
        variant={main ? "filled" : "default"}
        size={size}
        leftSection={icon}
        aria-label={label}
        onClick={() => clipboard.copy(text)}
      >
        {clipboard.copied ? "Copied" : words}
      </Button>
    );
  }
  return (
    <Tooltip label={clipboard.copied ? "Copied" : label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={size}
        aria-label={label}
        onClick={() => clipboard.copy(text)}
        style={{ verticalAlign: "middle" }}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
