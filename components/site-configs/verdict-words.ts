import { entryName } from "@/components/site-configs/entry-name";
import type { StateName } from "@/components/ui/states";
import type { VerdictItem } from "@/lib/api/verdicts";
import type { VerdictName } from "@/lib/iis/expectation";

export const VERDICT_WORDS: Record<VerdictName, { state: StateName; words: string }> = {
  account: { state: "allowed", words: "Becomes an account" },
  denied: { state: "denied", words: "Denied by a mapping" },
  refused: { state: "refused", words: "Refused" },
  anonymous: { state: "warning", words: "Let in as IUSR" },
  unknown: { state: "unknown", words: "Cannot be told" },
};

/** "200 as CONTOSO\a", "403.12", or that it cannot be told. */
export function clientSees({ verdict, account, status }: VerdictItem): string {
  if (status !== null) return status;
  if (account !== null) return `200 as ${account}`;
  return verdict === "anonymous" ? "200 as IUSR" : "Cannot be told";
}

const COLUMNS: readonly (readonly [title: string, value: (item: VerdictItem) => string])[] = [
  ["Certificate", ({ displayName }) => displayName],
  ["Issuer", ({ issuer }) => issuer],
  ["SHA-256", ({ sha256 }) => sha256],
  ["Valid until", ({ notAfter }) => notAfter],
  ["Verdict", ({ verdict }) => VERDICT_WORDS[verdict].words],
  ["Account", ({ account }) => account ?? ""],
  ["The client sees", clientSees],
  ["Decided by", ({ by }) => (by ? entryName(by) : "")],
  ["Certainty", ({ verified }) => (verified ? "documented" : "not verified against IIS")],
];

/** RFC 4180, with a mark for Excel. A cell that a spreadsheet would run as a formula gets an apostrophe (OWASP: CSV injection). */
export function verdictCsv(items: readonly VerdictItem[]): string {
  const line = (cells: readonly string[]) =>
    `${cells.map((cell) => `"${(/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`).join(",")}\r\n`;
  const header = line(COLUMNS.map(([title]) => title));
  return `\uFEFF${header}${items.map((item) => line(COLUMNS.map(([, value]) => value(item)))).join("")}`;
}
