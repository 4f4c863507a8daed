"use client";

import { MultiSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ServerGroupRef } from "@/lib/api/server-groups";
import { serverGroupQueries } from "@/lib/queries/server-groups";

export interface ServerGroupSelectProps {
  label: string;
  description: ReactNode;
  /** Shown at once, before the list of all groups is there. */
  known: readonly ServerGroupRef[];
  /** What no group means. */
  placeholder: string;
  value: string[];
  onChange: (groupIds: string[]) => void;
  autoFocus?: boolean;
}

/** Some of the groups of servers. */
export function ServerGroupSelect(props: ServerGroupSelectProps) {
  const all = useQuery(serverGroupQueries.all());
  const groups = all.data?.items ?? props.known;
  return (
    <MultiSelect
      label={props.label}
      description={props.description}
      data={groups.map(({ id, name }) => ({ value: id, label: name }))}
      value={props.value}
      onChange={props.onChange}
      error={all.error?.message}
      placeholder={props.value.length === 0 ? props.placeholder : undefined}
      searchable
      openOnFocus={false}
      data-autofocus={props.autoFocus || undefined}
      nothingFoundMessage="There is no such group. Make it under Servers, Server groups."
    />
  );
}
