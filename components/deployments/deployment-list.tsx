"use client";

import { Button } from "@mantine/core";
import { IconRocket } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { DeploymentStateBadge } from "@/components/deployments/deployment-state";
import { KINDS } from "@/components/deployments/kind-words";
import { AppLink } from "@/components/ui/app-link";
import { DataTable } from "@/components/ui/data-table";
import type { DataColumn } from "@/components/ui/data-table-types";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { SearchBox } from "@/components/ui/search-box";
import { Time } from "@/components/ui/time";
import { useUrlState } from "@/components/ui/use-url-state";
import type { DeploymentItem } from "@/lib/api/deployments";
import { type DeploymentFilter, deploymentQueries } from "@/lib/queries/deployments";
import type { Initial } from "@/lib/queries/pages";

const COLUMNS: DataColumn<DeploymentItem>[] = [
  { id: "number", header: "Deployment", width: 136, cell: (item) => `Deployment ${item.number}` },
  {
    id: "state",
    header: "State",
    width: 200,
    cell: (item) => <DeploymentStateBadge deployment={item} />,
  },
  { id: "config", header: "Site config", from: "sm", cell: (item) => item.siteConfigName },
  {
    id: "revision",
    header: "Revision",
    width: 92,
    align: "end",
    from: "sm",
    cell: (item) => item.revision.toLocaleString("en"),
  },
  {
    id: "targets",
    header: "Verified",
    width: 132,
    align: "end",
    from: "sm",
    cell: (item) => `${item.verified.toLocaleString("en")} of ${item.targets.toLocaleString("en")}`,
  },
  {
    id: "kind",
    header: "Kind",
    width: 136,
    from: "lg",
    hidden: true,
    cell: (item) => KINDS[item.kind] ?? "Push",
  },
  { id: "message", header: "Why", from: "lg", cell: whyOf },
  { id: "by", header: "Started by", width: 120, from: "md", cell: (item) => item.createdBy },
  { id: "at", header: "Started", width: 140, from: "sm", cell: (item) => <Time value={item.createdAt} /> },
];

/** An ordinary push is not said to be one; a cut-off's message says it already. */
function whyOf({ kind, message }: DeploymentItem): string {
  const word = KINDS[kind];
  if (word === undefined || kind === "cutOff") return message;
  return message === "" ? word : `${word}: ${message}`;
}

/** All pushes, newest first. */
export function DeploymentList({ initial }: { initial: Initial<DeploymentFilter, DeploymentItem> }) {
  const [{ query }, setUrl] = useUrlState({ query: "" });
  const list = useInfiniteQuery(deploymentQueries.list({ query }, initial));
  const pages = list.data?.pages ?? [];
  return (
    <>
      {list.error && <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />}
      <DataTable
        label="Deployments"
        noun={["deployment", "deployments"]}
        columns={COLUMNS}
        rows={pages.flatMap((page) => page.items)}
        rowKey={(item) => item.id}
        total={pages[0]?.total ?? 0}
        onRowHref={(item) => `/deployments/${item.id}`}
        hasNextPage={list.hasNextPage}
        isFetchingNextPage={list.isFetchingNextPage}
        fetchNextPage={list.fetchNextPage}
        stale={list.isPlaceholderData}
        toolbar={
          <SearchBox label="Search deployments" value={query} onChange={(next) => setUrl({ query: next })} />
        }
        empty={
          query === "" ? (
            <EmptyState
              icon={IconRocket}
              action={
                <Button component={AppLink} href="/site-configs">
                  Go to the site configs
                </Button>
              }
            >
              Every push of a site config to servers appears here. Start one from a published revision.
            </EmptyState>
          ) : (
            <EmptyState>No deployment matches “{query}”.</EmptyState>
          )
        }
      />
    </>
  );
}
