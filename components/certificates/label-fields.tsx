"use client";

import { Autocomplete, TagsInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { certificateQueries } from "@/lib/queries/certificates";

interface OwnerFieldProps {
  value: string;
  onChange: (value: string) => void;
  description?: string;
  error?: string | undefined;
}

export function OwnerField({ value, onChange, description, error }: OwnerFieldProps) {
  const { data } = useQuery(certificateQueries.labels());
  return (
    <Autocomplete
      label="Owner"
      description={description ?? "Who answers for it: a person or a team."}
      data={data?.owners ?? []}
      value={value}
      onChange={onChange}
      error={error}
      maxLength={200}
      data-autofocus
    />
  );
}

interface TagsFieldProps {
  label: string;
  value: string[];
  onChange: (value: string[]) => void;
  error?: string | undefined;
}

export function TagsField({ label, value, onChange, error }: TagsFieldProps) {
  const { data } = useQuery(certificateQueries.labels());
  return (
    <TagsInput
      label={label}
      description="Enter or a comma ends a tag."
      data={data?.tags ?? []}
      value={value}
      onChange={onChange}
      error={error}
      splitChars={[",", ";"]}
      maxTags={50}
      acceptValueOnBlur
      clearable
      clearButtonProps={{ "aria-label": `${label}: remove all` }}
    />
  );
}
