"use client";

import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { serverGroupQueries } from "@/lib/queries/server-groups";

/** One group of servers, or all; nothing to choose where there are none. */
export function GroupFilter({ value, onChange }: { value: string; onChange: (groupId: string) => void }) {
  const { data } = useQuery(serverGroupQueries.all());
  const groups = data?.items ?? [];
  if (groups.length === 0) return null;
  return (
    <Select
      aria-label="Server group"
      placeholder="All groups"
      data={groups.map(({ id, name }) => ({ value: id, label: name }))}
      value={value === "" ? null : value}
      onChange={(next) => onChange(next ?? "")}
      clearable
      clearButtonProps={{ "aria-label": "All groups" }}
      searchable
      size="sm"
      w={180}
    />
  );
}
