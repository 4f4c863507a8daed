"use client";

import { Anchor, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { RemovalActions } from "@/components/renewals/removal-actions";
import { REMOVAL_LOOKS, waitsForWindow } from "@/components/renewals/removal-words";
import { AppLink } from "@/components/ui/app-link";
import { DataTable } from "@/components/ui/data-table";
import type { DataColumn } from "@/components/ui/data-table-types";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterChips } from "@/components/ui/filter-chips";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { SearchBox } from "@/components/ui/search-box";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import { useUrlState } from "@/components/ui/use-url-state";
import { type RemovalItem, type RemovalQuery, removalQuerySchema } from "@/lib/api/removals";
import { filterOf } from "@/lib/queries/filter-of";
import type { Initial } from "@/lib/queries/pages";
import { type RemovalFilter, removalQueries } from "@/lib/queries/removals";

const STATES: { value: RemovalQuery["state"]; label: string }[] = [
  { value: "any", label: "All" },
  { value: "open", label: "Open" },
  { value: "failed", label: "Not verified" },
  { value: "done", label: "Done" },
  { value: "cancelled", label: "Cancelled" },
];

const COLUMNS: DataColumn<RemovalItem>[] = [
  {
    id: "old",
    header: "Old certificate",
    cell: (row) => (
      <Anchor component={AppLink} href={`/certificates?query=${row.oldSha256}`} inherit fw={500}>
        {row.oldName}
      </Anchor>
    ),
  },
  {
    id: "state",
    header: "State",
    width: 176,
    cell: (row) => <StateBadge {...REMOVAL_LOOKS[row.state]} />,
  },
  {
    id: "at",
    header: "Removed at",
    width: 250,
    from: "sm",
    cell: (row) => <Time value={row.removeAt} as="exact" />,
  },
  {
    id: "siteConfig",
    header: "Site config",
    from: "sm",
    cell: (row) => (
      <Anchor component={AppLink} href={`/site-configs/${row.siteConfigId}`} inherit>
        {row.siteConfigName}
      </Anchor>
    ),
  },
  { id: "account", header: "Account", from: "md", cell: (row) => row.userName },
  {
    id: "authorised",
    header: "Authorised by",
    from: "lg",
    width: 150,
    cell: (row) => row.authorisedBy ?? "",
  },
  {
    id: "reason",
    header: "Why",
    from: "md",
    cell: (row) => {
      const why = row.reason ?? waitsForWindow(row);
      return (
        <Text span inherit title={why ?? undefined}>
          {why}
        </Text>
      );
    },
  },
];

/** Every old mapping that was, or is to be, removed at a date. */
export function RemovalList({ initial }: { initial: Initial<RemovalFilter, RemovalItem> }) {
  const [address, setAddress] = useUrlState({ query: "", state: "any" });
  const filter = filterOf(removalQuerySchema, address);
  const list = useInfiniteQuery(removalQueries.list(filter, initial));
  return (
    <>
      <PageHeader
        title="Removals of renewed certificates"
        crumbs={[{ label: "Certificates", href: "/certificates" }]}
        description="Where a certificate was replaced with an overlap, Certmap publishes and pushes the removal of the old mapping at its date."
      />
      {list.error && <ProblemAlert problem={list.error} onRetry={() => list.refetch()} />}
      <DataTable
        label="Removals"
        noun={["removal", "removals"]}
        columns={COLUMNS}
        rows={list.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(row) => row.id}
        total={list.data?.pages[0]?.total ?? 0}
        rowActions={(row) => <RemovalActions removal={row} compact />}
        rowActionsWidth={84}
        hasNextPage={list.hasNextPage}
        isFetchingNextPage={list.isFetchingNextPage}
        fetchNextPage={list.fetchNextPage}
        stale={list.isPlaceholderData}
        toolbar={
          <>
            <SearchBox
              label="Search removals"
              value={filter.query}
              onChange={(query) => setAddress({ query })}
            />
            <FilterChips
              label="State"
              options={STATES}
              value={filter.state}
              onChange={(state) => setAddress({ state })}
            />
          </>
        }
        empty={<EmptyState>No removal is like that. They begin where a certificate is replaced.</EmptyState>}
      />
    </>
  );
}
