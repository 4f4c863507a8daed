"use client";

import { ActionIcon, Tooltip } from "@mantine/core";
import { IconHelp, IconUserShield } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ACCESS_COLUMNS } from "@/components/access/access-columns";
import { EvidenceDrawer } from "@/components/access/evidence-drawer";
import { isNarrowed } from "@/components/access/filter-state";
import { VIEW_WORDS } from "@/components/access/view-words";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { AccessFilter, AccessRow } from "@/lib/api/access";
import { accessQueries } from "@/lib/queries/access";
import type { Initial } from "@/lib/queries/pages";

export interface AccessTableProps {
  filter: AccessFilter;
  initial: Initial<AccessFilter, AccessRow>;
}

/** One row for each way in. */
export function AccessTable({ filter, initial }: AccessTableProps) {
  const list = useInfiniteQuery(accessQueries.list(filter, initial));
  const [asked, setAsked] = useState<AccessRow | null>(null);
  const pages = list.data?.pages ?? [];
  return (
    <div>
      {list.error && <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />}
      <DataTable
        label="Who maps to which account"
        noun={["way in", "ways in"]}
        columns={ACCESS_COLUMNS}
        rows={pages.flatMap((page) => page.items)}
        rowKey={(row) => row.key}
        total={pages[0]?.total ?? 0}
        hasNextPage={list.hasNextPage}
        isFetchingNextPage={list.isFetchingNextPage}
        fetchNextPage={list.fetchNextPage}
        stale={list.isPlaceholderData}
        rowActions={(row) => (
          <Tooltip label="Since when, and who agreed">
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={`Since when, and who agreed: ${row.mappingName}`}
              onClick={() => setAsked(row)}
            >
              <IconHelp size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
        empty={
          <EmptyState icon={IconUserShield}>
            {isNarrowed(filter) ? "No way in is like that." : VIEW_WORDS[filter.view].empty}
          </EmptyState>
        }
      />
      <EvidenceDrawer row={asked} onClose={() => setAsked(null)} />
    </div>
  );
}
