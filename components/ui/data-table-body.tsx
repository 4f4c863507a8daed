"use client";

import { useHotkeys } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import classes from "@/components/ui/data-table.module.css";
import { DataTableRow } from "@/components/ui/data-table-row";
import type { DataColumn } from "@/components/ui/data-table-types";
import type { RowSelection } from "@/components/ui/use-row-selection";

export const ROW_HEIGHT = 36;
/** Fetch on when the last row shown is this near to the last one held. */
const FETCH_AHEAD = 20;

export interface DataTableBodyProps<Row> {
  rows: { id: string; original: Row }[];
  columns: DataColumn<Row>[];
  /** What scrolls around the table; null until it is there. */
  scroller: HTMLDivElement | null;
  onRowHref: ((row: Row) => string) | undefined;
  rowActions: ((row: Row) => ReactNode) | undefined;
  selection: RowSelection<Row> | undefined;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: (() => unknown) | undefined;
  hotkeys: boolean;
}

/** Only the rows in view are in the page; empty rows above and below keep the height of the others. */
export function DataTableBody<Row>(props: DataTableBodyProps<Row>) {
  // The virtualizer is one object that changes inside: the compiler would remember its first answer.
  "use no memo";
  const { rows, columns, scroller, hasNextPage, isFetchingNextPage, fetchNextPage, hotkeys } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const active = useRef(-1);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
    scrollPaddingStart: ROW_HEIGHT,
    // The server and the first render show a screenful already.
    initialRect: { width: 1000, height: 720 },
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items[items.length - 1];
  const nearEnd = last !== undefined && last.index >= rows.length - FETCH_AHEAD;

  useEffect(() => {
    if (nearEnd && hasNextPage && !isFetchingNextPage) fetchNextPage?.();
  }, [nearEnd, hasNextPage, isFetchingNextPage, fetchNextPage]);

  function focusRow(index: number) {
    if (rows.length === 0) return;
    const wanted = Math.min(Math.max(index, 0), rows.length - 1);
    active.current = wanted;
    virtualizer.scrollToIndex(wanted);
    // The row may come into being only with that scroll.
    requestAnimationFrame(() => {
      body.current?.querySelector<HTMLElement>(`tr[data-row="${wanted}"]`)?.focus({ preventScroll: true });
    });
  }
  function step(by: number) {
    focusRow(active.current + by);
  }
  /** A click or Tab into a row makes it the one to go on from. */
  function onFocus(event: FocusEvent) {
    const row = (event.target as HTMLElement).closest<HTMLElement>("tr[data-row]");
    if (row) active.current = Number(row.dataset.row);
  }
  function onKeyDown(event: KeyboardEvent) {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 }[event.key];
    if (by === undefined || !(event.target instanceof HTMLTableRowElement)) return;
    event.preventDefault();
    step(by);
  }
  useHotkeys(
    hotkeys
      ? [
          ["j", () => step(1)],
          ["k", () => step(-1)],
        ]
      : [],
  );

  // One cell each: spanning columns that a narrow table hides would bring their widths back.
  const above = first?.start ?? 0;
  const below = last === undefined ? 0 : virtualizer.getTotalSize() - last.end;
  return (
    <tbody ref={body} onKeyDown={onKeyDown} onFocus={onFocus}>
      {above > 0 && (
        <tr aria-hidden>
          <td className={classes.spacer} style={{ height: above }} />
        </tr>
      )}
      {items.map((item) => {
        const row = rows[item.index];
        if (row === undefined) return null;
        return (
          <DataTableRow
            key={row.id}
            row={row.original}
            index={item.index}
            columns={columns}
            href={props.onRowHref?.(row.original)}
            selection={props.selection}
            rowActions={props.rowActions}
          />
        );
      })}
      {below > 0 && (
        <tr aria-hidden>
          <td className={classes.spacer} style={{ height: below }} />
        </tr>
      )}
    </tbody>
  );
}
