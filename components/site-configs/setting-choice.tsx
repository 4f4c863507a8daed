"use client";

import { SegmentedControl, Stack, Text } from "@mantine/core";
import { useId } from "react";

export interface SettingChoiceProps<Value extends string> {
  label: string;
  help: string;
  byDefault: string;
  options: readonly { value: Value; label: string }[];
  value: Value;
  onChange: (value: Value) => void;
}

/** One setting with a few values, its help in one sentence and what IIS does by default. */
export function SettingChoice<Value extends string>(props: SettingChoiceProps<Value>) {
  const help = useId();
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm" fw={600}>
        {props.label}
      </Text>
      <Text size="xs" c="dimmed" id={help}>
        {props.help} IIS default: {props.byDefault}.
      </Text>
      <SegmentedControl
        aria-label={props.label}
        aria-describedby={help}
        data={props.options.map(({ value, label }) => ({ value, label }))}
        value={props.value}
        onChange={(value) => props.onChange(value as Value)}
        size="sm"
      />
    </Stack>
  );
}
