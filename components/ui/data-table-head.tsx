"use client";

import { UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import classes from "@/components/ui/data-table.module.css";
import type { DataColumn } from "@/components/ui/data-table-types";

export interface DataTableHeadProps<Row> {
  column: DataColumn<Row>;
  sort: string | undefined;
  onSortChange: ((sort: string) => void) | undefined;
}

type Direction = "ascending" | "descending";

function directionOf<Row>(column: DataColumn<Row>, sort: string | undefined): Direction | undefined {
  if (sort === undefined) return undefined;
  if (column.sort?.ascending === sort) return "ascending";
  if (column.sort?.descending === sort) return "descending";
  return undefined;
}

/** One column's head; a button where the column can be sorted by. */
export function DataTableHead<Row>({ column, sort, onSortChange }: DataTableHeadProps<Row>) {
  const direction = directionOf(column, sort);
  const look = [column.from && classes[column.from], column.align === "end" && classes.end];
  const { ascending, descending } = column.sort ?? {};
  const next = direction === "ascending" ? (descending ?? ascending) : (ascending ?? descending);
  const Arrow =
    direction === "ascending" ? IconArrowUp : direction === "descending" ? IconArrowDown : IconArrowsSort;
  return (
    <th
      scope="col"
      aria-sort={column.sort ? (direction ?? "none") : undefined}
      className={look.filter(Boolean).join(" ")}
      // Of a narrow table no column takes so much that the first one is squeezed out.
      style={{ width: column.width === undefined ? undefined : `min(${column.width}px, 46cqw)` }}
    >
      {next !== undefined && onSortChange ? (
        <UnstyledButton className={classes.sortButton} onClick={() => onSortChange(next)}>
          {column.header}
          <Arrow size={14} opacity={direction ? 1 : 0.5} aria-hidden />
        </UnstyledButton>
      ) : (
        column.header
      )}
    </th>
  );
}
