import { TextInput } from "@mantine/core";

export interface DayFieldProps {
  /** One short word: "From". */
  label: string;
  /** `2026-03-31`, or "" for any day. */
  value: string;
  onChange: (day: string) => void;
}

/** A day of a filter, in UTC. */
export function DayField({ label, value, onChange }: DayFieldProps) {
  return (
    <TextInput
      type="date"
      aria-label={`${label} day, in UTC`}
      title={`${label} day, in UTC`}
      leftSection={label}
      leftSectionWidth={52}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      w={190}
    />
  );
}
