"use client";

import { Button, Chip, Group, SegmentedControl, Stack, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { AsOf } from "@/components/access/as-of";
import { isNarrowed, NO_FILTER, type SetAccessFilter } from "@/components/access/filter-state";
import { VIEW_WORDS } from "@/components/access/view-words";
import { FilterChips } from "@/components/ui/filter-chips";
import { SearchBox } from "@/components/ui/search-box";
import { ACCESS_VIEWS, type AccessFilter } from "@/lib/api/access";

const KINDS: { value: AccessFilter["kind"]; label: string }[] = [
  { value: "", label: "Both kinds" },
  { value: "oneToOne", label: "One-to-one" },
  { value: "manyToOne", label: "Many-to-one" },
];
const LEFT: { value: AccessFilter["left"]; label: string }[] = [
  { value: "", label: "Any validity" },
  { value: "60", label: "60 days" },
  { value: "30", label: "30 days" },
  { value: "15", label: "15 days" },
  { value: "expired", label: "Expired" },
];

export interface AccessFiltersProps {
  filter: AccessFilter;
  setFilter: SetAccessFilter;
  children: ReactNode;
}

export function AccessFilters({ filter, setFilter, children }: AccessFiltersProps) {
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <VisuallyHidden id="access-view">Which state</VisuallyHidden>
        <SegmentedControl
          size="xs"
          aria-labelledby="access-view"
          value={filter.view}
          onChange={(view) => setFilter({ view }, { history: "push" })}
          data={ACCESS_VIEWS.map((view) => ({ value: view, label: VIEW_WORDS[view].label }))}
          transitionDuration={0}
        />
        <AsOf at={filter.at} onChange={(at) => setFilter({ at }, { history: "push" })} />
        {children}
      </Group>
      <Group gap="sm">
        <SearchBox
          label="Search accounts, certificates, rules, sites and servers"
          value={filter.query}
          onChange={(query) => setFilter({ query })}
          width={340}
        />
        <FilterChips
          label="Kind"
          options={KINDS}
          value={filter.kind}
          onChange={(kind) => setFilter({ kind })}
        />
        <FilterChips
          label="Time left"
          options={LEFT}
          value={filter.left}
          onChange={(left) => setFilter({ left })}
        />
        <Chip
          size="xs"
          variant="outline"
          checked={filter.broad === "yes"}
          onChange={(on) => setFilter({ broad: on ? "yes" : "" })}
        >
          Broad rules
        </Chip>
        <Chip
          size="xs"
          variant="outline"
          checked={filter.privileged === "yes"}
          onChange={(on) => setFilter({ privileged: on ? "yes" : "" })}
        >
          Privileged accounts
        </Chip>
        {filter.at === "" && (
          <Chip
            size="xs"
            variant="outline"
            checked={filter.drifted === "yes"}
            onChange={(on) => setFilter({ drifted: on ? "yes" : "" })}
          >
            Drifted
          </Chip>
        )}
        {isNarrowed(filter) && (
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => setFilter({ ...NO_FILTER, view: filter.view, at: filter.at })}
          >
            Show all
          </Button>
        )}
      </Group>
    </Stack>
  );
}
