import type { CertificateFiles } from "@/components/imports/certificate-files";
import type { ListRow, RowProblem } from "@/components/imports/list";
import type { ImportRow } from "@/lib/api/imports";
import type { Certificate } from "@/lib/pki/certificate";

/** A row with its certificate, or with what is wrong with it. */
export interface PreparedRow {
  row: ListRow;
  certificate?: Certificate;
  /** `error`; or `conflict` and `same` with another row of the list. */
  verdict?: "error" | "conflict" | "same";
  problem?: RowProblem;
}

/** Gives one row its certificate. */
export function prepareRow(row: ListRow, files: CertificateFiles): PreparedRow {
  if (row.problem) return { row, verdict: "error", problem: row.problem };
  const found = files.find(row.certificate);
  if (found.ok) return { row, certificate: found.value };
  const { message, code } = found.error;
  return { row, verdict: "error", problem: { column: "certificate", message, code } };
}

/**
 * A certificate has one account in a site config: rows with the same certificate must say the same. The first of equal rows stays; rows that
 * contradict each other are all left out, since nobody can tell which is meant.
 */
export function findRepeated(rows: readonly PreparedRow[]): PreparedRow[] {
  const groups = new Map<string, PreparedRow[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return rows.map((row) => {
    const same = row.certificate ? (groups.get(keyOf(row)) ?? []) : [];
    const [first] = same;
    if (same.length < 2 || !first) return row;
    const others = same.filter((each) => each !== row).map(({ row: { row: number } }) => number);
    if (same.some((each) => saysOf(each) !== saysOf(first))) {
      const message = `${rowsOf(others)} ${others.length === 1 ? "says" : "say"} something else of this certificate.`;
      return { ...row, verdict: "conflict", problem: { column: "certificate", message, code: "conflict" } };
    }
    if (row === first) return row;
    const message = `Row ${first.row.row} says the same.`;
    return { ...row, verdict: "same", problem: { column: "certificate", message, code: "already-exists" } };
  });
}

/** What is sent of a row: the certificate by its hash. */
export function importRow({ row }: { row: ListRow }, { sha256 }: Certificate): ImportRow {
  const { account, name, owner, tags, enabled } = row;
  return { row: row.row, sha256, userName: account, name, owner, tags, enabled };
}

const keyOf = ({ certificate }: PreparedRow) => certificate?.sha256 ?? "";

function saysOf({ row: { account, name, owner, tags, enabled } }: PreparedRow): string {
  return JSON.stringify([account.toLowerCase(), name, owner, tags, enabled]);
}

function rowsOf(numbers: readonly number[]): string {
  if (numbers.length === 1) return `Row ${numbers[0]}`;
  const shown = numbers.slice(0, 3).join(", ");
  return numbers.length > 3 ? `Rows ${shown} and ${numbers.length - 3} more` : `Rows ${shown}`;
}
