import type { AccessRow } from "@/lib/api/access";

const COLUMNS = [
  ["Account", (row) => row.userName],
  ["Certificate", (row) => row.certificateName],
  ["SHA-256", (row) => row.sha256],
  ["Valid until", (row) => row.notAfter ?? ""],
  ["Mapping", (row) => row.mappingName],
  ["Enabled", (row) => (row.enabled ? "yes" : "no")],
  ["Site config", (row) => row.siteConfigName],
  ["Server", (row) => row.serverName ?? ""],
  ["Site", (row) => row.scope ?? ""],
  ["State", (row) => row.state ?? ""],
  ["Since", (row) => row.since ?? ""],
] as const satisfies readonly (readonly [title: string, value: (row: AccessRow) => string])[];

export const CSV_HEADER = line(COLUMNS.map(([title]) => title));

export function csvLine(row: AccessRow): string {
  return line(COLUMNS.map(([, value]) => value(row)));
}

/** RFC 4180. A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP: CSV injection). */
function line(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${defuse(cell).replaceAll('"', '""')}"`).join(",")}\r\n`;
}

function defuse(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
