"use client";

import { Button } from "@mantine/core";
import { IconServer } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { GroupFilter } from "@/components/server-groups/group-filter";
import { EnrolServerButton } from "@/components/servers/enrol-server-button";
import { ServerModeSelect } from "@/components/servers/server-mode-select";
import { ServerState } from "@/components/servers/server-state";
import { ShowFilter } from "@/components/servers/show-filter";
import { TargetSummary } from "@/components/servers/target-summary";
import { useMay } from "@/components/shell/rights";
import { DataTable } from "@/components/ui/data-table";
import type { DataColumn } from "@/components/ui/data-table-types";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { SearchBox } from "@/components/ui/search-box";
import { SelectionBar } from "@/components/ui/selection-bar";
import { Time } from "@/components/ui/time";
import { useUrlState } from "@/components/ui/use-url-state";
import { type ServerItem, serverQuerySchema } from "@/lib/api/servers";
import { filterOf } from "@/lib/queries/filter-of";
import type { Initial } from "@/lib/queries/pages";
import { type ServerFilter, serverQueries } from "@/lib/queries/servers";

const COLUMNS: DataColumn<ServerItem>[] = [
  { id: "name", header: "Server", cell: (server) => server.name },
  { id: "state", header: "State", width: 204, cell: (server) => <ServerState server={server} /> },
  {
    id: "targets",
    header: "Targets",
    width: 210,
    from: "sm",
    cell: (server) => <TargetSummary targets={server.targets} />,
  },
  {
    id: "sites",
    header: "Sites",
    width: 80,
    align: "end",
    from: "md",
    cell: (server) => server.sites.toLocaleString("en"),
  },
  { id: "iis", header: "IIS", width: 84, from: "lg", cell: (server) => server.iisVersion || "Not reported" },
  { id: "domain", header: "Domain", width: 160, from: "lg", hidden: true, cell: (server) => server.domain },
  {
    id: "groups",
    header: "Groups",
    from: "lg",
    cell: (server) => server.groups.map(({ name }) => name).join(", "),
  },
  { id: "tags", header: "Tags", from: "lg", cell: (server) => server.tags.join(", ") },
  { id: "agent", header: "Agent", width: 120, hidden: true, cell: (server) => server.agentVersion },
  {
    id: "seen",
    header: "Last seen",
    width: 140,
    from: "md",
    cell: (server) => <Time value={server.lastSeenAt} />,
  },
];

/** All servers, whatever state they are in. */
export function ServerList({ initial }: { initial: Initial<ServerFilter, ServerItem> }) {
  const [{ query, group, tag, show }, setUrl] = useUrlState({ query: "", group: "", tag: "", show: "" });
  const list = useInfiniteQuery(
    serverQueries.list(filterOf(serverQuerySchema, { query, group, tag, show }), initial),
  );
  const mayChange = useMay("server.write");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const none = () => setSelected(new Set());
  const filtered = query !== "" || group !== "" || tag !== "" || show !== "";
  const pages = list.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.items);
  // Of those that are shown: no button changes what is not seen.
  const chosen = rows.filter(({ id }) => selected.has(id));
  return (
    <>
      {list.error && <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />}
      <DataTable
        label="Servers"
        noun={["server", "servers"]}
        columns={COLUMNS}
        rows={rows}
        rowKey={(server) => server.id}
        total={pages[0]?.total ?? 0}
        onRowHref={(server) => `/servers/${server.id}`}
        hasNextPage={list.hasNextPage}
        isFetchingNextPage={list.isFetchingNextPage}
        fetchNextPage={list.fetchNextPage}
        stale={list.isPlaceholderData}
        toolbar={
          <>
            <SearchBox label="Search servers" value={query} onChange={(next) => setUrl({ query: next })} />
            <ShowFilter value={show} onChange={(next) => setUrl({ show: next })} />
            <GroupFilter value={group} onChange={(next) => setUrl({ group: next })} />
            {tag !== "" && (
              <Button variant="default" size="xs" onClick={() => setUrl({ tag: "" })}>
                Tag {tag}: show all
              </Button>
            )}
          </>
        }
        empty={
          !filtered ? (
            <EmptyState icon={IconServer} action={<EnrolServerButton words="Enrol the first server" />}>
              Servers whose agent you let in appear here. Enrol one, or try everything on a sample server that
              runs on this machine.
            </EmptyState>
          ) : (
            <EmptyState
              action={
                <Button variant="default" onClick={() => setUrl({ query: "", group: "", tag: "", show: "" })}>
                  Show all
                </Button>
              }
            >
              {query === "" ? "No server is like that now." : `No server matches “${query}”.`}
            </EmptyState>
          )
        }
        {...(mayChange && {
          selection: {
            selected,
            onChange: setSelected,
            rowLabel: ({ name }: ServerItem) => `Choose ${name}`,
          },
        })}
      />
      {chosen.length > 0 && (
        <SelectionBar
          words={chosen.length === 1 ? "1 server chosen" : `${chosen.length} servers chosen`}
          onClear={none}
        >
          <ServerModeSelect
            label="Mode of all targets of the chosen servers"
            of={{ serverIds: chosen.map(({ id }) => id) }}
            onDone={none}
          />
        </SelectionBar>
      )}
    </>
  );
}
