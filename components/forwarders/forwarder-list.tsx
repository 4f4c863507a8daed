"use client";

import { IconSend } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { FORWARDER_COLUMNS, ForwarderFailures } from "@/components/forwarders/forwarder-columns";
import { ForwarderMenu } from "@/components/forwarders/forwarder-menu";
import { useMay } from "@/components/shell/rights";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { Forwarder } from "@/lib/api/event-forwarders";
import { forwarderQueries } from "@/lib/queries/event-forwarders";

/** Where events go, and whether they arrive. */
export function ForwarderList({ initial }: { initial: { items: Forwarder[] } }) {
  const list = useQuery(forwarderQueries.list(initial));
  const mayWrite = useMay("forwarder.write");
  const forwarders = list.data?.items ?? [];
  return (
    <>
      {list.error && <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />}
      <DataTable
        label="Destinations"
        noun={["destination", "destinations"]}
        columns={FORWARDER_COLUMNS}
        rows={forwarders}
        rowKey={(forwarder) => forwarder.id}
        total={forwarders.length}
        rowActions={mayWrite ? (forwarder) => <ForwarderMenu forwarder={forwarder} /> : undefined}
        empty={
          <EmptyState icon={IconSend}>
            Audit events can go to a syslog collector or a webhook as they happen. Each event has a number, so
            a gap shows there too.
          </EmptyState>
        }
      />
      <ForwarderFailures forwarders={forwarders} />
    </>
  );
}
