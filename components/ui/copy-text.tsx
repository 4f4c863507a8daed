"use client";

import { Text } from "@mantine/core";
import { CopyButton } from "@/components/ui/copy-button";

export interface CopyTextProps {
  /** Shown and copied exactly as it is. */
  value: string | undefined;
  /** Names it for the copy button: "issuer". */
  label: string;
  /** Text that machines read. */
  code?: boolean;
  /** Stands there where there is no value. */
  none?: string;
}

/** A value that wraps wherever it must, with a button that copies it whole. */
export function CopyText({ value, label, code = false, none = "none" }: CopyTextProps) {
  if (!value) return none;
  return (
    <span>
      <Text span inherit ff={code ? "monospace" : undefined} style={{ overflowWrap: "anywhere" }}>
        {value}
      </Text>{" "}
      <CopyButton text={value} label={`Copy the ${label}`} size="xs" />
    </span>
  );
}
