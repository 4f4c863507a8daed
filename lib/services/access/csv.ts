import type { AccessRow } from "@/lib/api/access";
import { ruleText } from "@/lib/iis/rule-text";

const COLUMNS = [
  ["Account", (row) => row.userName ?? ""],
  ["Privileged name", (row) => (row.privileged ? "yes" : "no")],
  ["Certificate", (row) => row.certificateName ?? "Any that meets the rules, seen or not"],
  ["SHA-256", (row) => row.sha256 ?? ""],
  ["Valid until", (row) => row.notAfter ?? ""],
  ["Mapping", (row) => row.mappingName],
  ["Enabled", (row) => (row.enabled ? "yes" : "no")],
  ["Site config", (row) => row.siteConfigName],
  ["Revision", (row) => (row.revision === null ? "" : String(row.revision))],
  ["Server", (row) => row.serverName ?? ""],
  ["Site", (row) => row.scope ?? ""],
  ["State", (row) => row.state ?? ""],
  ["Since", (row) => row.since ?? ""],
  ["Kind", (row) => (row.kind === "oneToOne" ? "one-to-one" : "many-to-one")],
  ["Permission", (row) => row.permissionMode],
  ["Rules (all must hold)", (row) => rulesText(row)],
] as const satisfies readonly (readonly [title: string, value: (row: AccessRow) => string])[];

function rulesText({ rules }: AccessRow): string {
  if (rules === null) return "";
  return rules.length === 0 ? "none: every certificate" : rules.map(ruleText).join("; ");
}

export const CSV_HEADER = line(COLUMNS.map(([title]) => title));

export function csvLine(row: AccessRow): string {
  return line(COLUMNS.map(([, value]) => value(row)));
}

/** What the export says of itself, on lines that begin with `#`. */
export function csvFooter(lines: readonly string[]): string {
  return lines.map((text) => line([`# ${text}`])).join("");
}

/**
 * RFC 4180. A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP: CSV injection, which names the
 * full-width forms of the signs and the line feed too).
 */
function line(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${defuse(cell).replaceAll('"', '""')}"`).join(",")}\r\n`;
}

function defuse(cell: string): string {
  return /^[=+\-@＝＋－＠\t\r\n]/.test(cell) ? `'${cell}` : cell;
}
