"use client";

import { Button, SegmentedControl, VisuallyHidden } from "@mantine/core";
import { IconDownload, IconUserShield } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ACCESS_COLUMNS } from "@/components/access/access-columns";
import { VIEW_WORDS } from "@/components/access/view-words";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { SearchBox } from "@/components/ui/search-box";
import { useUrlState } from "@/components/ui/use-url-state";
import { ACCESS_VIEWS, type AccessRow, accessQuerySchema } from "@/lib/api/access";
import { type AccessFilter, accessExportHref, accessQueries } from "@/lib/queries/access";
import { filterOf } from "@/lib/queries/filter-of";
import type { Initial } from "@/lib/queries/pages";

/** Who maps to which account: one row for each way in. View and search are in the URL. */
export function AccessList({ initial }: { initial: Initial<AccessFilter, AccessRow> }) {
  const [address, setAddress] = useUrlState({ view: "deployed", query: "" });
  const filter = filterOf(accessQuerySchema, address);
  const list = useInfiniteQuery(accessQueries.list(filter, initial));
  const pages = list.data?.pages ?? [];
  const words = VIEW_WORDS[filter.view];
  return (
    <>
      <PageHeader
        title="Who maps to which account"
        description={words.explanation}
        action={
          <Button
            component="a"
            href={accessExportHref(filter)}
            download
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            Export CSV
          </Button>
        }
      />
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
        toolbar={
          <>
            <VisuallyHidden id="access-view">Which state</VisuallyHidden>
            <SegmentedControl
              size="sm"
              aria-labelledby="access-view"
              value={filter.view}
              onChange={(view) => setAddress({ view }, { history: "push" })}
              data={ACCESS_VIEWS.map((view) => ({ value: view, label: VIEW_WORDS[view].label }))}
              transitionDuration={0}
            />
            <SearchBox
              label="Search accounts, certificates, sites and servers"
              value={filter.query}
              onChange={(query) => setAddress({ query })}
              width={380}
            />
          </>
        }
        empty={
          <EmptyState icon={IconUserShield}>
            {filter.query === "" ? words.empty : `Nothing here matches “${filter.query}”.`}
          </EmptyState>
        }
      />
    </>
  );
}
