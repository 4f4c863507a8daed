"use client";

import { Checkbox } from "@mantine/core";
import type { KeyboardEvent, MouseEvent } from "react";
import { AppLink } from "@/components/ui/app-link";
import classes from "@/components/ui/data-table.module.css";
import type { DataColumn } from "@/components/ui/data-table-types";
import { useNavigate } from "@/components/ui/use-navigate";
import type { RowSelection } from "@/components/ui/use-row-selection";

export interface DataTableRowProps<Row> {
  row: Row;
  index: number;
  columns: DataColumn<Row>[];
  href: string | undefined;
  selection: RowSelection<Row> | undefined;
  rowActions: ((row: Row) => React.ReactNode) | undefined;
}

/** Did the click mean something inside the row, or the selection of text? */
function meantElsewhere(event: MouseEvent): boolean {
  const target = event.target as HTMLElement;
  if (target.closest("a, button, input, label, [role=menu], [role=dialog]")) return true;
  return event.defaultPrevented || (window.getSelection()?.toString() ?? "") !== "";
}

export function DataTableRow<Row>(props: DataTableRowProps<Row>) {
  const { row, index, columns, href, selection, rowActions } = props;
  const navigate = useNavigate();

  function onClick(event: MouseEvent<HTMLTableRowElement>) {
    if (href === undefined || meantElsewhere(event)) return;
    if (event.metaKey || event.ctrlKey) window.open(href, "_blank", "noopener");
    else navigate(href);
  }
  function onKeyDown(event: KeyboardEvent<HTMLTableRowElement>) {
    if (event.key === " " && selection && event.target === event.currentTarget) {
      event.preventDefault();
      selection.toggle(index, event.shiftKey);
    }
    if (event.key !== "Enter" || event.target !== event.currentTarget || href === undefined) return;
    event.preventDefault();
    navigate(href);
  }

  return (
    <tr
      aria-rowindex={index + 2}
      data-row={index}
      tabIndex={-1}
      className={href === undefined ? undefined : classes.linked}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      {selection && (
        <td className={classes.choice}>
          <Checkbox
            size="xs"
            aria-label={selection.rowLabel(row)}
            checked={selection.isSelected(row)}
            // A click knows of Shift, a change does not.
            onClick={(event) => selection.toggle(index, event.shiftKey)}
            readOnly
          />
        </td>
      )}
      {columns.map((column, position) => {
        const look = [column.from && classes[column.from], column.align === "end" && classes.end];
        const content = column.cell(row);
        return (
          <td key={column.id} className={look.filter(Boolean).join(" ")}>
            {position === 0 && href !== undefined ? (
              <AppLink href={href} className={classes.link} prefetch={false}>
                {content}
              </AppLink>
            ) : (
              content
            )}
          </td>
        );
      })}
      {rowActions && <td className={classes.actions}>{rowActions(row)}</td>}
    </tr>
  );
}
