"use client";

import { Button } from "@mantine/core";
import { IconLink, IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { AddMappingDialog } from "@/components/site-configs/add-mapping-dialog";
import { EditMappingDialog } from "@/components/site-configs/edit-mapping-dialog";
import { MAPPING_COLUMNS } from "@/components/site-configs/mapping-columns";
import { MappingRowMenu } from "@/components/site-configs/mapping-row-menu";
import { useMappingActions } from "@/components/site-configs/use-mapping-actions";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { SearchBox } from "@/components/ui/search-box";
import { TableSkeleton } from "@/components/ui/skeletons";
import { useUrlState } from "@/components/ui/use-url-state";
import { type MappingItem, mappingQuerySchema } from "@/lib/api/site-configs";
import { filterOf } from "@/lib/queries/filter-of";
import { type MappingFilter, mappingQueries } from "@/lib/queries/mappings";
import type { Initial } from "@/lib/queries/pages";

export interface MappingsTabProps {
  siteConfigId: string;
  initial: Initial<MappingFilter, MappingItem> | undefined;
}

export function MappingsTab({ siteConfigId, initial }: MappingsTabProps) {
  const [address, setAddress] = useUrlState({ query: "", add: "" });
  const filter = filterOf(mappingQuerySchema, { query: address.query });
  const list = useInfiniteQuery(mappingQueries.list(siteConfigId, filter, initial));
  const [editing, setEditing] = useState<MappingItem | null>(null);
  const opener = useRef<HTMLElement>(null);
  const { toggle, removeWithUndo } = useMappingActions(siteConfigId);
  const button = (
    <Button
      variant="light"
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => setAddress({ add: "mapping" })}
    >
      Add a mapping
    </Button>
  );
  if (list.isPending) return <TableSkeleton />;
  return (
    <>
      {list.error && <ProblemAlert problem={list.error} onRetry={() => list.refetch()} />}
      <DataTable
        label="One-to-one mappings"
        noun={["mapping", "mappings"]}
        columns={MAPPING_COLUMNS}
        rows={list.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(row) => row.id}
        total={list.data?.pages[0]?.total ?? 0}
        hasNextPage={list.hasNextPage}
        isFetchingNextPage={list.isFetchingNextPage}
        fetchNextPage={list.fetchNextPage}
        stale={list.isPlaceholderData}
        maxHeight="max(320px, calc(100dvh - 280px))"
        rowActions={(mapping) => (
          <MappingRowMenu
            mapping={mapping}
            onEdit={(button) => {
              opener.current = button;
              setEditing(mapping);
            }}
            onToggle={() => toggle(mapping)}
            onRemove={() => removeWithUndo(mapping)}
          />
        )}
        toolbar={
          <>
            <SearchBox
              label="Search mappings"
              value={filter.query}
              onChange={(query) => setAddress({ query })}
            />
            {button}
          </>
        }
        empty={
          filter.query === "" ? (
            <EmptyState icon={IconLink}>
              Each mapping lets the holder of one certificate in as one Windows account.
            </EmptyState>
          ) : (
            <EmptyState
              action={
                <Button variant="default" onClick={() => setAddress({ query: "" })}>
                  Show all
                </Button>
              }
            >
              No mapping is like that.
            </EmptyState>
          )
        }
      />
      <AddMappingDialog
        siteConfigId={siteConfigId}
        opened={address.add === "mapping"}
        onClose={() => setAddress({ add: "" })}
      />
      <EditMappingDialog
        siteConfigId={siteConfigId}
        mapping={editing}
        onClose={() => setEditing(null)}
        onClosed={() => opener.current?.focus()}
      />
    </>
  );
}
