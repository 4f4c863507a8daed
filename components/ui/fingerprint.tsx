"use client";

import { Text } from "@mantine/core";
import { CopyButton } from "@/components/ui/copy-button";

export interface FingerprintProps {
  /** Hex digits without separators. */
  value: string;
  /** Names it for the copy button: "SHA-1 thumbprint". */
  label: string;
  /** Show the first groups only; the whole is copied. */
  short?: boolean;
}

/** Hex in groups of four, as people compare it, and copied without the gaps, as Windows takes it. */
export function Fingerprint({ value, label, short = false }: FingerprintProps) {
  const groups = value.match(/.{1,4}/g) ?? [];
  const shown = short ? `${groups.slice(0, 3).join(" ")} …` : groups.join(" ");
  return (
    <span>
      <Text component="span" ff="monospace" size="sm" style={{ overflowWrap: "anywhere" }}>
        {shown}
      </Text>{" "}
      <CopyButton text={value} label={`Copy the ${label}`} size="xs" />
    </span>
  );
}
