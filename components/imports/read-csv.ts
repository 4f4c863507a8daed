import Papa from "papaparse";
import type { List, ListRow } from "@/components/imports/list";
import { IMPORT_COLUMNS, IMPORT_ROWS, type ImportColumn } from "@/lib/api/imports";
import { fail, ok, type Result } from "@/lib/errors";

/** Names of columns, in lower case and without anything but letters. `ntacct` and its like are what scripts for IIS 6 wrote. */
const NAMES: Record<ImportColumn, readonly string[]> = {
  account: [
    "account",
    "accountname",
    "windowsaccount",
    "mappedaccount",
    "user",
    "username",
    "useraccount",
    "samaccountname",
    "upn",
    "userprincipalname",
    "ntacct",
    "ntaccount",
    "mapntacct",
    "bstrntacct",
  ],
  certificate: [
    "certificate",
    "cert",
    "certificatefile",
    "certfile",
    "certificatepath",
    "certificateblob",
    "file",
    "filename",
    "path",
    "blob",
    "base",
    "pem",
    "mapcert",
    "vcert",
  ],
  name: ["name", "mapping", "mappingname", "label", "displayname", "friendlyname", "mapname", "bstrname"],
  owner: ["owner", "responsible", "contact"],
  tags: ["tags", "tag", "labels"],
  enabled: ["enabled", "active", "mapenabled", "lenabled"],
};

const DELIMITERS = [",", ";", "\t"];
const YES = new Set(["true", "yes", "y", "1", "-1", "on", "enabled", "active"]);
const NO = new Set(["false", "no", "n", "0", "off", "disabled", "inactive"]);

/** Which column a heading names. */
function columnOf(heading: string): ImportColumn | undefined {
  const plain = heading.toLowerCase().replace(/[^a-z]/g, "");
  return IMPORT_COLUMNS.find((column) => NAMES[column].includes(plain));
}

/**
 * The rows of a CSV (RFC 4180; comma, semicolon or tab, whichever the column names stand between; `sep=;` in front as Excel writes it). The first row names the
 * columns, in any order and spelling of `columnOf`.
 * Errors: `list-malformed` (quotes, too many rows, not text), `list-columns`.
 */
export function readCsv(text: string): Result<List> {
  if (text.includes("\ufffd"))
    return fail(
      "list-malformed",
      "The list is neither UTF-8 nor UTF-16, so its letters would be guessed. Save it as CSV UTF-8.",
    );
  const named = /^sep=[,;\t]\r?\n/i.exec(text);
  const { data, errors } = Papa.parse<string[]>(named ? text.slice(named[0].length) : text, {
    delimiter: delimiterOf(text).delimiter,
  });
  const shift = named ? 2 : 1;
  const broken = errors.find(({ type }) => type === "Quotes");
  if (broken)
    return fail(
      "list-malformed",
      `A quote in row ${(broken.row ?? 0) + shift} has no end, or text behind it.`,
      {
        line: (broken.row ?? 0) + shift,
      },
    );
  const first = data.findIndex((cells) => cells.some((cell) => cell.trim() !== ""));
  const columns = readHeader(data[first] ?? []);
  if (!columns.ok) return columns;
  const rows = data.flatMap((cells, index) =>
    index <= first || cells.every((cell) => cell.trim() === "")
      ? []
      : [rowOf(index + shift, columns.value.at, cells)],
  );
  if (rows.length === 0) return fail("list-malformed", "The list has column names and no row below them.");
  if (rows.length > IMPORT_ROWS)
    return fail(
      "list-malformed",
      `The list has ${rows.length.toLocaleString("en")} rows, and ${IMPORT_ROWS.toLocaleString("en")} are the most. Split it.`,
    );
  return ok({ kind: "csv", groups: [{ label: "", rows }], unused: columns.value.unused });
}

/** Whether the first row names two columns of a list. */
export function looksLikeCsv(text: string): boolean {
  return delimiterOf(text).known >= 2;
}

/** The delimiter that makes known columns of the first row: surer than counting characters. */
function delimiterOf(text: string): { delimiter: string; known: number } {
  const named = /^sep=(.)\r?\n/i.exec(text)?.[1];
  const line = /^(?:sep=.\r?\n)?\s*([^\r\n]{1,2000})/i.exec(text)?.[1] ?? "";
  const ways = (named && DELIMITERS.includes(named) ? [named] : DELIMITERS).map((delimiter) => {
    const known = line.split(delimiter).filter((cell) => columnOf(cell) !== undefined).length;
    return { delimiter, known };
  });
  return ways.reduce((best, way) => (way.known > best.known ? way : best));
}

function readHeader(
  cells: readonly string[],
): Result<{ at: Partial<Record<ImportColumn, number>>; unused: string[] }> {
  const at: Partial<Record<ImportColumn, number>> = {};
  const unused: string[] = [];
  for (const [index, cell] of cells.entries()) {
    const column = columnOf(cell);
    if (column === undefined) {
      if (cell.trim() !== "") unused.push(cell.trim().slice(0, 60));
    } else if (at[column] === undefined) at[column] = index;
    else
      return fail(
        "list-columns",
        `Two columns name the ${column}: "${cells[at[column]]}" and "${cell}". Remove one.`,
      );
  }
  const missing = (["account", "certificate"] as const).find((column) => at[column] === undefined);
  if (missing)
    return fail(
      "list-columns",
      `The first row has no column for the ${missing}. Name the columns account, certificate and, where you want them, name, owner, tags, enabled.`,
    );
  return ok({ at, unused });
}

function rowOf(row: number, at: Partial<Record<ImportColumn, number>>, cells: readonly string[]): ListRow {
  const cell = (column: ImportColumn) => cells[at[column] ?? -1]?.trim() ?? "";
  const said = cell("enabled").toLowerCase();
  const read: ListRow = {
    row,
    account: cell("account"),
    certificate: cell("certificate"),
    name: cell("name"),
    owner: cell("owner"),
    tags: cell("tags")
      .split(/[,;|]/)
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ""),
    enabled: YES.has(said) ? true : NO.has(said) ? false : null,
  };
  if (said !== "" && read.enabled === null) {
    const message = `"${said.slice(0, 40)}" is neither yes nor no. Write true or false.`;
    return { ...read, problem: { column: "enabled", message, code: "invalid-input" } };
  }
  return read;
}
