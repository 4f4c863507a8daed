import type { ImportColumn } from "@/lib/api/imports";

/** One row of a list as it is written; whether it can be is asked later. */
export interface ListRow {
  /** Its number as a spreadsheet counts: the row with the column names is 1. */
  row: number;
  account: string;
  /** A file's name, or the certificate itself as text. */
  certificate: string;
  name: string;
  owner: string;
  tags: string[];
  enabled: boolean | null;
  /** What is already wrong with it. */
  problem?: RowProblem;
}

export interface RowProblem {
  column: ImportColumn;
  message: string;
  code: string;
}

/** Rows that go into one site config: all of a CSV, those of one site of an IIS 6 file. */
export interface ListGroup {
  label: string;
  rows: ListRow[];
}

export interface List {
  kind: "csv" | "iis6";
  groups: ListGroup[];
  /** Columns that say nothing here. */
  unused: string[];
}
