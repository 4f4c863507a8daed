"use client";

import { TextInput } from "@mantine/core";
import { useTimeZone } from "@/components/ui/use-time-zone";

export interface MomentFieldProps {
  label: string;
  /** As `momentText` writes it. */
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}

/** A date and a time in the viewer's time zone, which stands beside it. */
export function MomentField({ label, value, onChange, error }: MomentFieldProps) {
  return (
    <TextInput
      type="datetime-local"
      step={1}
      label={label}
      description={`In your time zone, ${useTimeZone()}.`}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      maw={280}
    />
  );
}

/** What the field shows of a moment: local time to the second, without a zone. */
export function momentText(at: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join("-");
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** The moment that the field means; null while it is not whole. */
export function readMoment(text: string): Date | null {
  const at = new Date(text);
  return text === "" || Number.isNaN(at.getTime()) ? null : at;
}
