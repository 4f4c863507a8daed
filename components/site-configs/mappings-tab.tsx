"use client";

import { Button } from "@mantine/core";
import { IconLink, IconPlus } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useMay } from "@/components/shell/rights";
import { AddMappingDialog } from "@/components/site-configs/add-mapping-dialog";
import { ChosenMappings } from "@/components/site-configs/chosen-mappings";
import { type EditedMapping, EditMappingDialog } from "@/components/site-configs/edit-mapping-dialog";
import { mappingColumns } from "@/components/site-configs/mapping-columns";
import {
  filterMappings,
  MAPPING_FILTER,
  type MappingFilter,
  sortMappings,
} from "@/components/site-configs/mapping-filter";
import { MappingFilters } from "@/components/site-configs/mapping-filters";
import { MappingRowMenu } from "@/components/site-configs/mapping-row-menu";
import { useMappingActions } from "@/components/site-configs/use-mapping-actions";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { useNow } from "@/components/ui/now";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { TableSkeleton } from "@/components/ui/skeletons";
import { useTypedText } from "@/components/ui/use-typed-text";
import { useUrlState } from "@/components/ui/use-url-state";
import type { MappingTable } from "@/lib/api/mapping-table";
import type { MappingMarks, MappingRow, MappingRows } from "@/lib/queries/mapping-rows";
import { mappingQueries } from "@/lib/queries/mappings";

export interface MappingsTabProps {
  siteConfigId: string;
  /** What the server rendered; undefined where there are too many rows for that. */
  initial: MappingTable | undefined;
}

export function MappingsTab({ siteConfigId, initial }: MappingsTabProps) {
  const table = useQuery(mappingQueries.table(siteConfigId, initial));
  if (table.data) return <MappingsTable siteConfigId={siteConfigId} {...table.data} />;
  if (table.error) return <ProblemAlert problem={table.error} onRetry={() => table.refetch()} />;
  return <TableSkeleton />;
}

const NO_MARKS: MappingMarks = new Map();

function MappingsTable({ siteConfigId, version, rows, accounts }: MappingRows & { siteConfigId: string }) {
  const [{ add, ...address }, setAddress] = useUrlState({ ...MAPPING_FILTER, add: "" });
  // Answered with every key; the address follows after a rest, as the browser limits changes of it.
  const [query, setQuery] = useTypedText(address.query, (next) => setAddress({ query: next }), 400);
  const findings = useQuery({
    ...mappingQueries.findings(siteConfigId, version),
    placeholderData: keepPreviousData,
  });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [edited, setEdited] = useState<EditedMapping | null>(null);
  const opener = useRef<HTMLElement>(null);
  const { change } = useMappingActions(siteConfigId);
  const mayWrite = useMay("site-config.write");
  const now = useNow();

  const marks = findings.data ?? NO_MARKS;
  const filter = { ...address, query };
  const sorted = sortMappings(rows, filter.sort, filter.sort.endsWith("findings") ? marks : NO_MARKS);
  const shown = filterMappings(sorted, filter, marks, now);
  const columns = mappingColumns(marks);
  const byCertificate = new Map(rows.map((row) => [row.certificate.id, row]));
  const filtered = shown.length < rows.length;

  function filterBy(patch: Partial<MappingFilter>) {
    if (patch.query === undefined) setAddress(patch);
    else setQuery(patch.query);
    // What is not seen any more is not to be changed by a button below.
    setChosen(new Set());
  }
  function taken(certificateId: string, exceptMappingId?: string) {
    const row = byCertificate.get(certificateId);
    if (row === undefined || row.id === exceptMappingId) return null;
    return `This certificate is already mapped to ${row.account.userName} here, as “${row.name}”.`;
  }
  function edit(row: MappingRow, what: EditedMapping["what"], button: HTMLElement | null) {
    opener.current = button;
    setEdited({ version, row, what });
  }

  const addButton = mayWrite && (
    <Button
      variant="light"
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => setAddress({ add: "mapping" })}
    >
      Add a mapping
    </Button>
  );
  return (
    <>
      <DataTable
        label="One-to-one mappings"
        noun={["mapping", "mappings"]}
        columns={columns}
        rows={shown}
        rowKey={(row) => row.id}
        total={shown.length}
        sort={filter.sort}
        onSortChange={(sort) => setAddress({ sort })}
        maxHeight="max(320px, calc(100dvh - 320px))"
        selection={
          mayWrite
            ? {
                selected: chosen,
                onChange: setChosen,
                rowLabel: (row) => `Choose ${row.name}`,
                allLabel: `Choose all ${shown.length.toLocaleString("en")}${filtered ? " of this filter" : ""}`,
              }
            : undefined
        }
        rowActions={
          mayWrite
            ? (row) => (
                <MappingRowMenu
                  mapping={row}
                  onEdit={(button) => edit(row, "all", button)}
                  onReplace={(button) => edit(row, "certificate", button)}
                  onToggle={() =>
                    void change({ version, rows: [row] }, { action: row.enabled ? "disable" : "enable" })
                  }
                  onRemove={() => void change({ version, rows: [row] }, { action: "remove" })}
                />
              )
            : undefined
        }
        toolbar={
          <>
            <MappingFilters
              filter={filter}
              accounts={accounts}
              onQuery={(next) => filterBy({ query: next })}
              onChange={filterBy}
            />
            {addButton}
          </>
        }
        empty={
          rows.length === 0 ? (
            <EmptyState icon={IconLink}>
              Each mapping lets the holder of one certificate in as one Windows account.
            </EmptyState>
          ) : (
            <EmptyState
              action={
                <Button
                  variant="default"
                  onClick={() => {
                    filterBy({ query: "" });
                    setAddress({ ...MAPPING_FILTER, sort: filter.sort });
                  }}
                >
                  Show all
                </Button>
              }
            >
              No mapping is like that.
            </EmptyState>
          )
        }
      />
      <ChosenMappings
        siteConfigId={siteConfigId}
        version={version}
        // Of those that are shown: no button changes what is not seen.
        rows={shown.filter(({ id }) => chosen.has(id))}
        onClear={() => setChosen(new Set())}
      />
      <AddMappingDialog
        siteConfigId={siteConfigId}
        opened={add === "mapping" && mayWrite}
        onClose={() => setAddress({ add: "" })}
        taken={taken}
      />
      <EditMappingDialog
        siteConfigId={siteConfigId}
        edited={edited}
        onClose={() => setEdited(null)}
        onClosed={() => opener.current?.focus()}
        taken={taken}
      />
    </>
  );
}
