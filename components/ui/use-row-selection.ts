"use client";

import { useRef } from "react";
import type { DataSelection } from "@/components/ui/data-table-types";

export interface RowSelection<Row> {
  isSelected: (row: Row) => boolean;
  rowLabel: (row: Row) => string;
  /** With `range` every row from the last one that was toggled on follows this one. */
  toggle: (index: number, range: boolean) => void;
  toggleAll: () => void;
  all: boolean;
  some: boolean;
}

/** Choosing rows of a table one by one, with Shift from one to another, or all that are loaded. */
export function useRowSelection<Row>(
  selection: DataSelection<Row> | undefined,
  rows: readonly Row[],
  rowKey: (row: Row) => string,
): RowSelection<Row> | undefined {
  const last = useRef(-1);
  if (selection === undefined) return undefined;
  const { selected, onChange, rowLabel } = selection;
  const count = rows.filter((row) => selected.has(rowKey(row))).length;
  const all = rows.length > 0 && count === rows.length;

  function toggle(index: number, range: boolean) {
    const row = rows[index];
    if (row === undefined) return;
    const choose = !selected.has(rowKey(row));
    const from = range && last.current >= 0 ? Math.min(last.current, index) : index;
    const to = range && last.current >= 0 ? Math.max(last.current, index) : index;
    const next = new Set(selected);
    for (const each of rows.slice(from, to + 1)) {
      if (choose) next.add(rowKey(each));
      else next.delete(rowKey(each));
    }
    last.current = index;
    onChange(next);
  }

  return {
    isSelected: (row) => selected.has(rowKey(row)),
    rowLabel,
    toggle,
    toggleAll: () => onChange(all ? new Set() : new Set(rows.map(rowKey))),
    all,
    some: count > 0 && !all,
  };
}
