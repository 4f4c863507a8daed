"use client";

import { Chip, Group } from "@mantine/core";

export interface FilterChipsProps<Value extends string> {
  /** Names the group: "Validity". */
  label: string;
  options: readonly { value: Value; label: string }[];
  value: Value;
  onChange: (value: Value) => void;
}

/** One of a few, each a chip. */
export function FilterChips<Value extends string>(props: FilterChipsProps<Value>) {
  const { label, options, value, onChange } = props;
  return (
    <Chip.Group value={value} onChange={(next) => onChange(next as Value)}>
      <Group gap={4} role="radiogroup" aria-label={label}>
        {options.map((option) => (
          <Chip key={option.value} value={option.value} size="xs" variant="outline">
            {option.label}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}
