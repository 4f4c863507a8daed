import { createHash } from "node:crypto";
import type { AccessFilter, AccessRow } from "@/lib/api/access";
import { CSV_HEADER, csvFooter, csvLine } from "./csv";

/** What an export says of itself behind its rows. */
export interface ExportNote {
  filter: AccessFilter;
  /** ISO 8601. */
  exportedAt: string;
  exportedBy: string;
  /** Names of the server groups that he is limited to; null: rows of every server. */
  onlyServerGroups: string[] | null;
}

/** Text around and between the rows of an export; the digest is of every byte before the footer. */
interface ExportFormat {
  header: string;
  row: (row: AccessRow, first: boolean) => string;
  footer: (note: ExportNote, rows: number, sha256: string) => string;
}

export const EXPORT_FORMATS = {
  csv: {
    header: `\uFEFF${CSV_HEADER}`,
    row: csvLine,
    footer: ({ filter, exportedAt, exportedBy, onlyServerGroups }, rows, sha256) =>
      csvFooter([
        `${rows.toLocaleString("en")} rows, ${filter.view}, as of ${filter.at || exportedAt}`,
        `Filter: ${filterText(filter)}`,
        ...(onlyServerGroups ? [`Only servers of these groups: ${onlyServerGroups.join(", ")}`] : []),
        `Exported ${exportedAt} by ${exportedBy}`,
        `SHA-256 of everything above these lines: ${sha256}`,
      ]),
  },
  json: {
    header: '{"rows":[',
    row: (row, first) => `${first ? "" : ","}\n${JSON.stringify(row)}`,
    footer: (note, rows, sha256) => `\n],${JSON.stringify({ count: rows, ...note, sha256 }).slice(1)}\n`,
  },
} as const satisfies Record<string, ExportFormat>;

/** The export as text, part by part. */
export async function* exportText(
  format: ExportFormat,
  note: ExportNote,
  batches: AsyncIterable<AccessRow[]>,
): AsyncGenerator<string> {
  const hash = createHash("sha256");
  const hashed = (text: string) => {
    hash.update(text);
    return text;
  };
  yield hashed(format.header);
  let rows = 0;
  for await (const batch of batches) {
    yield hashed(batch.map((row) => format.row(row, rows++ === 0)).join(""));
  }
  yield format.footer(note, rows, hash.digest("hex"));
}

/** The filters that are set: `kind manyToOne, query partner`. */
export function filterText({ view: _view, at: _at, ...filter }: AccessFilter): string {
  const set = Object.entries(filter).filter(([, value]) => value !== "");
  return set.length === 0 ? "none" : set.map(([name, value]) => `${name} ${value}`).join(", ");
}
