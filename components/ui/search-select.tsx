"use client";

import { Group, Loader, Select, Text } from "@mantine/core";
import type { ReactNode } from "react";

export interface SearchOption {
  value: string;
  label: string;
  /** What tells it from others of the same name. */
  hint?: ReactNode;
}

export interface SearchSelectProps {
  label: string;
  description?: ReactNode;
  placeholder?: string;
  value: SearchOption | null;
  onChange: (option: SearchOption | null) => void;
  /** What the server found for the last search. */
  options: SearchOption[];
  onSearch: (text: string) => void;
  loading?: boolean;
  nothingFound: string;
  error?: ReactNode;
  autoFocus?: boolean;
}

/** One of many, found by typing; the server searches. */
export function SearchSelect(props: SearchSelectProps) {
  const { value, onChange, options, onSearch } = props;
  // The chosen one must be among the data for its label to stand in the field.
  const all =
    value && !options.some((option) => option.value === value.value) ? [value, ...options] : options;
  const hints = new Map(all.map((option) => [option.value, option.hint]));
  return (
    <Select
      label={props.label}
      description={props.description}
      placeholder={props.placeholder}
      error={props.error}
      data={all.map((option) => ({ value: option.value, label: option.label }))}
      value={value?.value ?? null}
      onChange={(chosen) => onChange(all.find((option) => option.value === chosen) ?? null)}
      // A chosen label in the field is not a search.
      onSearchChange={(text) => onSearch(text === value?.label ? "" : text)}
      filter={({ options: found }) => found}
      searchable
      clearable
      // It would cover what stands below it as soon as the dialog opens.
      openOnFocus={false}
      clearButtonProps={{ "aria-label": `Clear: ${props.label}` }}
      nothingFoundMessage={props.nothingFound}
      rightSection={props.loading ? <Loader size={16} aria-hidden /> : undefined}
      maxDropdownHeight={280}
      data-autofocus={props.autoFocus || undefined}
      renderOption={({ option }) => (
        <Group justify="space-between" gap="sm" wrap="nowrap" w="100%">
          <Text size="sm" truncate>
            {option.label}
          </Text>
          <Text component="span" size="sm" c="dimmed" style={{ flex: "none" }}>
            {hints.get(option.value)}
          </Text>
        </Group>
      )}
    />
  );
}
