"use client";

import { IconHandStop } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { DataTable } from "@/components/ui/data-table";
import type { DataColumn } from "@/components/ui/data-table-types";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { SearchBox } from "@/components/ui/search-box";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import { useUrlState } from "@/components/ui/use-url-state";
import type { CutOffItem } from "@/lib/api/cut-offs";
import { type CutOffFilter, cutOffQueries } from "@/lib/queries/cut-offs";
import type { Initial } from "@/lib/queries/pages";

const COLUMNS: DataColumn<CutOffItem>[] = [
  { id: "name", header: "Who", cell: (item) => item.name },
  {
    id: "state",
    header: "State",
    width: 200,
    cell: (item) =>
      item.verified === item.targets ? (
        <StateBadge state="verified" words="Verified everywhere" />
      ) : (
        <StateBadge state="pushing" words={`Not reached yet: ${item.targets - item.verified}`} />
      ),
  },
  {
    id: "holds",
    header: "Holds",
    width: 100,
    from: "sm",
    cell: ({ lifted }) => (lifted === null ? "Yes" : "Lifted"),
  },
  { id: "reason", header: "Why", from: "md", cell: (item) => item.reason },
  { id: "by", header: "Started by", width: 160, from: "md", cell: (item) => item.startedBy },
  { id: "at", header: "Started", width: 140, from: "sm", cell: (item) => <Time value={item.startedAt} /> },
];

/** All cut-offs, newest first. */
export function CutOffList({ initial }: { initial: Initial<CutOffFilter, CutOffItem> }) {
  const [{ query }, setUrl] = useUrlState({ query: "" });
  const list = useInfiniteQuery(cutOffQueries.list({ query }, initial));
  const pages = list.data?.pages ?? [];
  return (
    <>
      {list.error && <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />}
      <DataTable
        label="Cut-offs"
        noun={["cut-off", "cut-offs"]}
        columns={COLUMNS}
        rows={pages.flatMap((page) => page.items)}
        rowKey={(item) => item.id}
        total={pages[0]?.total ?? 0}
        onRowHref={(item) => `/cut-offs/${item.id}`}
        hasNextPage={list.hasNextPage}
        isFetchingNextPage={list.isFetchingNextPage}
        fetchNextPage={list.fetchNextPage}
        stale={list.isPlaceholderData}
        toolbar={
          <SearchBox label="Search cut-offs" value={query} onChange={(next) => setUrl({ query: next })} />
        }
        empty={
          query === "" ? (
            <EmptyState icon={IconHandStop}>
              Nobody was cut off yet. The pages of certificates and accounts have the button for it.
            </EmptyState>
          ) : (
            <EmptyState>No cut-off matches “{query}”.</EmptyState>
          )
        }
      />
    </>
  );
}
