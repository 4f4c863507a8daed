import type { DiffLine } from "@/components/ui/diff-lines";

/** One row of a diff as people read it: the line before beside the line that stands there after. */
export interface DiffRow {
  kind: "same" | "added" | "removed" | "changed";
  before?: { number: number; text: string };
  after?: { number: number; text: string };
}
export type DiffPart = { folded: false; rows: DiffRow[] } | { folded: true; rows: DiffRow[] };

/** Lines kept in sight around a change. */
const CONTEXT = 3;

/** Pairs what went away with what came in its place, in order; a pair is a changed line. */
export function diffRows(lines: DiffLine[]): DiffRow[] {
  const rows: DiffRow[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    if (line === undefined) break;
    if (line.kind === "same") {
      const { text } = line;
      rows.push({ kind: "same", before: { number: line.before, text }, after: { number: line.after, text } });
      at++;
      continue;
    }
    const removed: DiffRow["before"][] = [];
    const added: DiffRow["after"][] = [];
    for (let next = lines[at]; next && next.kind !== "same"; next = lines[++at]) {
      if (next.kind === "removed") removed.push({ number: next.before, text: next.text });
      else added.push({ number: next.after, text: next.text });
    }
    for (let index = 0; index < Math.max(removed.length, added.length); index++) {
      const before = removed[index];
      const after = added[index];
      rows.push({ kind: before && after ? "changed" : before ? "removed" : "added", before, after });
    }
  }
  return rows;
}

/** Runs of unchanged rows that are far from any change are folded. */
export function foldRows(rows: DiffRow[]): DiffPart[] {
  const near = new Set<number>();
  rows.forEach((row, index) => {
    if (row.kind === "same") return;
    for (let at = index - CONTEXT; at <= index + CONTEXT; at++) near.add(at);
  });
  const parts: DiffPart[] = [];
  rows.forEach((row, index) => {
    const folded = !near.has(index);
    const part = parts[parts.length - 1];
    if (part && part.folded === folded) part.rows.push(row);
    else parts.push({ folded, rows: [row] });
  });
  return parts;
}

/** "2 lines added, 1 line removed, 3 lines changed"; "no difference" when both are the same. */
export function sayDiff(rows: DiffRow[]): string {
  const count = (kind: DiffRow["kind"]) => rows.filter((row) => row.kind === kind).length;
  const said = (["added", "removed", "changed"] as const)
    .map((kind) => [count(kind), kind] as const)
    .filter(([number]) => number > 0)
    .map(([number, kind]) => `${number.toLocaleString("en")} ${number === 1 ? "line" : "lines"} ${kind}`);
  return said.length === 0 ? "No difference" : said.join(", ");
}
