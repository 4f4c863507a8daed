import Papa from "papaparse";
import { IMPORT_ROWS } from "@/lib/api/imports";
import { fail, ok, type Result } from "@/lib/errors";

/** Spellings of each column's name, in lower case and without anything but letters. */
export type Headings<Column extends string> = Readonly<Record<Column, readonly string[]>>;

export interface TableRow<Column extends string> {
  /** As a spreadsheet counts: the first row is 1. */
  row: number;
  /** The cell without blanks around it; empty where the table has no such column. */
  cell: (column: Column) => string;
}

export interface Table<Column extends string> {
  columns: ReadonlySet<Column>;
  rows: TableRow<Column>[];
  /** Names of columns that say nothing here. */
  unused: string[];
}

const DELIMITERS = [",", ";", "\t"];

/**
 * The rows of a CSV (RFC 4180; comma, semicolon or tab, whichever the column names stand between; `sep=;` in front as Excel writes it). The
 * first row names the columns, in any order.
 * Errors: `list-malformed` (quotes, too many rows, not text), `list-columns` (two of a kind).
 */
export function readTable<Column extends string>(
  text: string,
  headings: Headings<Column>,
): Result<Table<Column>> {
  if (text.includes("\ufffd"))
    return fail(
      "list-malformed",
      "The list is neither UTF-8 nor UTF-16, so its letters would be guessed. Save it as CSV UTF-8.",
    );
  const named = /^sep=[,;\t]\r?\n/i.exec(text);
  const { data, errors } = Papa.parse<string[]>(named ? text.slice(named[0].length) : text, {
    delimiter: delimiterOf(text, headings).delimiter,
  });
  const shift = named ? 2 : 1;
  const broken = errors.find(({ type }) => type === "Quotes");
  if (broken) {
    const line = (broken.row ?? 0) + shift;
    return fail("list-malformed", `A quote in row ${line} has no end, or text behind it.`, { line });
  }
  const first = data.findIndex((cells) => cells.some((cell) => cell.trim() !== ""));
  const header = readHeader(data[first] ?? [], headings);
  if (!header.ok) return header;
  const { at, unused } = header.value;
  const rows = data.flatMap((cells, index) => {
    if (index <= first || cells.every((cell) => cell.trim() === "")) return [];
    return [{ row: index + shift, cell: (column: Column) => cells[at.get(column) ?? -1]?.trim() ?? "" }];
  });
  if (rows.length === 0) return fail("list-malformed", "The list has column names and no row below them.");
  if (rows.length > IMPORT_ROWS)
    return fail(
      "list-malformed",
      `The list has ${rows.length.toLocaleString("en")} rows, and ${IMPORT_ROWS.toLocaleString("en")} are the most. Split it.`,
    );
  return ok({ columns: new Set(at.keys()), rows, unused });
}

/** How many columns the first row names. */
export function knownColumns<Column extends string>(text: string, headings: Headings<Column>): number {
  return delimiterOf(text, headings).known;
}

function columnOf<Column extends string>(heading: string, headings: Headings<Column>): Column | undefined {
  const plain = heading.toLowerCase().replace(/[^a-z]/g, "");
  return (Object.keys(headings) as Column[]).find((column) => headings[column].includes(plain));
}

/** The delimiter that makes known columns of the first row: surer than counting characters. */
function delimiterOf<Column extends string>(
  text: string,
  headings: Headings<Column>,
): { delimiter: string; known: number } {
  const named = /^sep=(.)\r?\n/i.exec(text)?.[1];
  const line = /^(?:sep=.\r?\n)?\s*([^\r\n]{1,2000})/i.exec(text)?.[1] ?? "";
  const ways = (named && DELIMITERS.includes(named) ? [named] : DELIMITERS).map((delimiter) => {
    const known = line.split(delimiter).filter((cell) => columnOf(cell, headings) !== undefined).length;
    return { delimiter, known };
  });
  return ways.reduce((best, way) => (way.known > best.known ? way : best));
}

function readHeader<Column extends string>(
  cells: readonly string[],
  headings: Headings<Column>,
): Result<{ at: Map<Column, number>; unused: string[] }> {
  const at = new Map<Column, number>();
  const unused: string[] = [];
  for (const [index, cell] of cells.entries()) {
    const column = columnOf(cell, headings);
    const other = column && at.get(column);
    if (column === undefined) {
      if (cell.trim() !== "") unused.push(cell.trim().slice(0, 60));
    } else if (other === undefined) at.set(column, index);
    else
      return fail(
        "list-columns",
        `Two columns name the ${column}: "${cells[other]}" and "${cell}". Remove one.`,
      );
  }
  return ok({ at, unused });
}
