import type { ReactNode } from "react";

/** From which width of the table on a column is shown: sm 560, md 800, lg 1,100 pixels. */
export type ShownFrom = "sm" | "md" | "lg";

export interface DataColumn<Row> {
  id: string;
  /** Also the column's name in the column menu. */
  header: string;
  cell: (row: Row) => ReactNode;
  /** In pixels; a column without a width shares what is left. */
  width?: number;
  align?: "start" | "end";
  from?: ShownFrom;
  /** Not shown until chosen in the column menu. */
  hidden?: boolean;
  /** The values of `sort` that mean this column, in one direction or in both. */
  sort?: { ascending?: string; descending?: string };
}

export interface DataSelection<Row> {
  /** Keys of the chosen rows (`rowKey`). */
  selected: ReadonlySet<string>;
  onChange: (selected: Set<string>) => void;
  /** Of the row's checkbox: "Choose Nancy Davolio". */
  rowLabel: (row: Row) => string;
  /** Of the checkbox above them: "Choose all that are loaded" where nothing else is said. */
  allLabel?: string;
}

export interface DataTableProps<Row> {
  /** Names the table: "Certificates". */
  label: string;
  /** For the count: ["certificate", "certificates"]. */
  noun: readonly [one: string, many: string];
  columns: DataColumn<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** All rows of the filter, also those not fetched yet. */
  total: number;
  /** Where a row leads: the first cell becomes a link, and a click or Enter on the row follows it. */
  onRowHref?: (row: Row) => string;
  /** Checkboxes before each row; what to do with the chosen rows is the caller's, below the table. */
  selection?: DataSelection<Row>;
  /** Buttons at the end of each row; they do not follow its link. */
  rowActions?: (row: Row) => ReactNode;
  /** Their column's width; 48 holds one icon. */
  rowActionsWidth?: number;
  sort?: string;
  onSortChange?: (sort: string) => void;
  hasNextPage?: boolean;
  isFetchingNextPage?: boolean;
  fetchNextPage?: () => unknown;
  /** Answers for other filters are on their way; the rows are still the old ones. */
  stale?: boolean;
  /** Search and filters, left of the count. */
  toolbar?: ReactNode;
  /** Instead of rows when there are none. */
  empty?: ReactNode;
  /** j and k work on the whole page. Off for a page's second table. */
  hotkeys?: boolean;
  maxHeight?: number | string;
}
