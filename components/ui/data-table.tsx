"use client";

import { Checkbox, VisuallyHidden } from "@mantine/core";
import { type ColumnDef, columnVisibilityFeature, tableFeatures, useTable } from "@tanstack/react-table";
import { useState } from "react";
import classes from "@/components/ui/data-table.module.css";
import { DataTableBody } from "@/components/ui/data-table-body";
import { DataTableColumns } from "@/components/ui/data-table-columns";
import { DataTableHead } from "@/components/ui/data-table-head";
import type { DataTableProps } from "@/components/ui/data-table-types";
import { useRowSelection } from "@/components/ui/use-row-selection";

const features = tableFeatures({ columnVisibilityFeature });

/**
 * The one table of the product: sticky head, rows of 36 pixels, j / k / arrows / Enter, cursor paging while scrolling.
 * A row is in the page only while it is in view, so that 100,000 of them scroll as ten do.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, noun, columns, rows, total, rowActions, sort, onSortChange, empty } = props;
  // State, not a ref: the body below is set up before a ref of this element would hold it.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const definitions: ColumnDef<typeof features, Row>[] = columns.map((column) => ({
    id: column.id,
    header: column.header,
  }));
  const hidden = columns.filter((column) => column.hidden).map((column) => [column.id, false]);
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: props.rowKey,
    initialState: { columnVisibility: Object.fromEntries(hidden) },
  });
  const selection = useRowSelection(props.selection, rows, props.rowKey);
  const visibility = table.state.columnVisibility;
  const visible = columns.filter((column) => visibility[column.id] !== false);
  const choices = columns.slice(1).map((column) => ({
    id: column.id,
    header: column.header,
    visible: visibility[column.id] !== false,
  }));

  return (
    <div>
      <div className={classes.toolbar}>
        <div className={classes.filters}>{props.toolbar}</div>
        <div className={classes.tail}>
          <span className={classes.count} role="status">
            {total.toLocaleString("en")} {total === 1 ? noun[0] : noun[1]}
          </span>
          {choices.length > 1 && (
            <DataTableColumns
              columns={choices}
              onToggle={(id, shown) => table.getColumn(id)?.toggleVisibility(shown)}
            />
          )}
        </div>
      </div>
      {rows.length === 0 ? (
        <div className={classes.scroll}>{empty ?? <p style={{ textAlign: "center" }}>Nothing found.</p>}</div>
      ) : (
        <div
          ref={setScroller}
          className={[classes.scroll, props.stale && classes.stale].filter(Boolean).join(" ")}
          style={{ maxHeight: props.maxHeight ?? "max(320px, calc(100dvh - 232px))" }}
        >
          <table
            className={classes.table}
            aria-label={label}
            aria-rowcount={total + 1}
            aria-busy={props.stale}
          >
            <thead>
              <tr aria-rowindex={1}>
                {selection && (
                  <th scope="col" className={classes.choice}>
                    <Checkbox
                      size="xs"
                      aria-label={props.selection?.allLabel ?? "Choose all that are loaded"}
                      checked={selection.all}
                      indeterminate={selection.some}
                      onChange={selection.toggleAll}
                    />
                  </th>
                )}
                {visible.map((column) => (
                  <DataTableHead key={column.id} column={column} sort={sort} onSortChange={onSortChange} />
                ))}
                {rowActions && (
                  <th scope="col" style={{ width: props.rowActionsWidth ?? 48 }}>
                    <VisuallyHidden>Actions</VisuallyHidden>
                  </th>
                )}
              </tr>
            </thead>
            <DataTableBody
              rows={table.getRowModel().rows}
              columns={visible}
              scroller={scroller}
              onRowHref={props.onRowHref}
              selection={selection}
              rowActions={rowActions}
              hasNextPage={props.hasNextPage ?? false}
              isFetchingNextPage={props.isFetchingNextPage ?? false}
              fetchNextPage={props.fetchNextPage}
              hotkeys={props.hotkeys ?? true}
            />
          </table>
        </div>
      )}
    </div>
  );
}
