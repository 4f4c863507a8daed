"use client";

import { Button, Select, Switch } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { actionOptions, readAction } from "@/components/audit/action-words";
import { AUDIT_COLUMNS } from "@/components/audit/audit-columns";
import { DayField } from "@/components/audit/day-field";
import { EventButton } from "@/components/audit/event-button";
import { EventDrawer } from "@/components/audit/event-drawer";
import { useLiveTail } from "@/components/audit/use-live-tail";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { SearchBox } from "@/components/ui/search-box";
import { useUrlState } from "@/components/ui/use-url-state";
import { type AuditEventItem, auditQuerySchema } from "@/lib/api/audit-events";
import { type AuditFilter, auditEventQueries } from "@/lib/queries/audit-events";
import { filterOf } from "@/lib/queries/filter-of";
import type { Initial } from "@/lib/queries/pages";

const DEFAULTS = { query: "", action: "", nounId: "", actorId: "", from: "", to: "", live: "", event: "" };

/** Who did what and when. Search, filters and the opened event are in the URL. */
export function AuditList({ initial }: { initial: Initial<AuditFilter, AuditEventItem> }) {
  const [address, setAddress] = useUrlState(DEFAULTS);
  const filter = filterOf(auditQuerySchema, {
    query: address.query,
    action: readAction(address.action) ?? undefined,
    nounId: address.nounId || undefined,
    actorId: address.actorId || undefined,
    from: address.from || undefined,
    to: address.to || undefined,
  });
  const list = useInfiniteQuery(auditEventQueries.list(filter, initial));
  const pages = list.data?.pages ?? [];
  const events = pages.flatMap((page) => page.items);
  useLiveTail(address.live === "yes", events[0]?.id);
  const opened = events.find((event) => event.id === address.event);
  return (
    <>
      {list.error && <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />}
      <DataTable
        label="Audit events"
        noun={["event", "events"]}
        columns={AUDIT_COLUMNS}
        rows={events}
        rowKey={(event) => event.id}
        total={pages[0]?.total ?? 0}
        rowActions={(event) => <EventButton event={event} onOpen={() => setAddress({ event: event.id })} />}
        hasNextPage={list.hasNextPage}
        isFetchingNextPage={list.isFetchingNextPage}
        fetchNextPage={list.fetchNextPage}
        stale={list.isPlaceholderData}
        toolbar={
          <>
            <SearchBox
              label="Search people, things and reasons"
              value={filter.query}
              onChange={(query) => setAddress({ query })}
            />
            <Select
              aria-label="Kind of event"
              placeholder="All kinds of events"
              data={actionOptions()}
              value={filter.action ?? null}
              onChange={(action) => setAddress({ action: action ?? "" })}
              clearable
              clearButtonProps={{ "aria-label": "Show all kinds of events" }}
              searchable
              w={230}
            />
            <DayField label="From" value={address.from} onChange={(from) => setAddress({ from })} />
            <DayField label="To" value={address.to} onChange={(to) => setAddress({ to })} />
            <Switch
              label="Live"
              checked={address.live === "yes"}
              onChange={(event) => setAddress({ live: event.currentTarget.checked ? "yes" : "" })}
            />
            {filter.nounId && (
              <Button variant="default" size="sm" onClick={() => setAddress({ nounId: "" })}>
                About {events[0]?.nounName ?? "one thing"} only. Show all
              </Button>
            )}
            {filter.actorId && (
              <Button variant="default" size="sm" onClick={() => setAddress({ actorId: "" })}>
                By {events[0]?.actorName ?? "one actor"} only. Show all
              </Button>
            )}
          </>
        }
        empty={
          <EmptyState icon={IconHistory}>
            {Object.values(filter).every((value) => !value)
              ? "What people, agents and the console do appears here."
              : "No event matches the search and the filters."}
          </EmptyState>
        }
      />
      <EventDrawer
        event={opened}
        onClose={() => setAddress({ event: "" })}
        onOnly={(only) => setAddress({ ...DEFAULTS, ...only })}
      />
    </>
  );
}
