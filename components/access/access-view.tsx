"use client";

import { SegmentedControl, Stack, VisuallyHidden } from "@mantine/core";
import { AccessCards } from "@/components/access/access-cards";
import { AccessFilters } from "@/components/access/access-filters";
import { AccessMatrix } from "@/components/access/access-matrix";
import { AccessTable } from "@/components/access/access-table";
import { ExportMenu } from "@/components/access/export-menu";
import { NO_FILTER } from "@/components/access/filter-state";
import { VIEW_WORDS } from "@/components/access/view-words";
import { WhoIsThis } from "@/components/access/who-is-this";
import { PageHeader } from "@/components/ui/page-header";
import { useUrlState } from "@/components/ui/use-url-state";
import { type AccessFilter, type AccessRow, accessFilterSchema } from "@/lib/api/access";
import { filterOf } from "@/lib/queries/filter-of";
import type { Initial } from "@/lib/queries/pages";

const SHAPES = [
  { value: "table", label: "Table" },
  { value: "matrix", label: "Matrix" },
];

/** Who maps to which account, now or at any moment. Everything that was chosen stands in the address. */
export function AccessView({ initial }: { initial: Initial<AccessFilter, AccessRow> }) {
  const [address, setAddress] = useUrlState({ ...NO_FILTER, shape: "table" });
  const filter: AccessFilter = filterOf(accessFilterSchema, address);
  return (
    <Stack gap="md">
      <PageHeader
        title="Who maps to which account"
        description={VIEW_WORDS[filter.view].explanation}
        action={<ExportMenu filter={filter} />}
      />
      <WhoIsThis view={filter.view} at={filter.at} />
      <AccessFilters filter={filter} setFilter={setAddress}>
        <VisuallyHidden id="access-shape">Show as</VisuallyHidden>
        <SegmentedControl
          size="xs"
          aria-labelledby="access-shape"
          value={address.shape}
          onChange={(shape) => setAddress({ shape }, { history: "push" })}
          data={SHAPES}
          transitionDuration={0}
        />
      </AccessFilters>
      <AccessCards filter={filter} setFilter={setAddress} />
      {address.shape === "matrix" ? (
        <AccessMatrix
          filter={filter}
          onCell={(patch) => setAddress({ ...patch, shape: "table" }, { history: "push" })}
        />
      ) : (
        <AccessTable filter={filter} initial={initial} />
      )}
    </Stack>
  );
}
