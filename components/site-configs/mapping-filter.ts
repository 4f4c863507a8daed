import { EXPIRING_DAYS } from "@/components/ui/days-left";
import type { MappingMarks, MappingRow } from "@/lib/queries/mapping-rows";

const DAY = 86_400_000;

/** What the table shows and in which order; each a part of the address. */
export const MAPPING_FILTER = {
  query: "",
  account: "",
  state: "any",
  validity: "any",
  findings: "any",
  sort: "name",
};
export type MappingFilter = typeof MAPPING_FILTER;

/** The rows of a filter, in the order that they come in. `now` in milliseconds; an option that is not known filters nothing. */
export function filterMappings(
  rows: readonly MappingRow[],
  { query, account, state, validity, findings }: Omit<MappingFilter, "sort">,
  marks: MappingMarks,
  now: number,
): MappingRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const soon = now + EXPIRING_DAYS * DAY;
  const tests: ((row: MappingRow) => boolean)[] = [];
  if (words.length > 0) tests.push((row) => words.every((word) => row.text.includes(word)));
  if (account !== "") tests.push((row) => row.account.id === account);
  if (state === "enabled" || state === "disabled") tests.push((row) => row.enabled === (state === "enabled"));
  if (validity === "valid") tests.push(({ certificate }) => certificate.notAfter > soon);
  if (validity === "expired") tests.push(({ certificate }) => certificate.notAfter <= now);
  if (validity === "expiring")
    tests.push(({ certificate }) => certificate.notAfter > now && certificate.notAfter <= soon);
  if (findings === "with") tests.push(({ id }) => marks.has(id));
  return rows.filter((row) => tests.every((passes) => passes(row)));
}

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const SEVERITY = { error: 0, warning: 1, info: 2 } as const;

type Order = (a: MappingRow, b: MappingRow, marks: MappingMarks) => number;
const ORDERS: Record<string, Order> = {
  name: (a, b) => collator.compare(a.name, b.name),
  account: (a, b) => collator.compare(a.account.userName, b.account.userName),
  subject: (a, b) => collator.compare(a.certificate.subject, b.certificate.subject),
  validity: (a, b) => a.certificate.notAfter - b.certificate.notAfter,
  owner: (a, b) => collator.compare(a.certificate.owner, b.certificate.owner),
  state: (a, b) => Number(b.enabled) - Number(a.enabled),
  added: (a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0),
  findings: (a, b, marks) => rank(a, marks) - rank(b, marks),
};

function rank({ id }: MappingRow, marks: MappingMarks): number {
  const mark = marks.get(id);
  return mark ? SEVERITY[mark.severity] : 3;
}

/** Sorted by a column, `-name` the other way round; equal ones stay in the order of their making. */
export function sortMappings(rows: readonly MappingRow[], sort: string, marks: MappingMarks): MappingRow[] {
  const down = sort.startsWith("-");
  const order = ORDERS[down ? sort.slice(1) : sort] ?? ORDERS.name;
  const sorted = rows.toSorted((a, b) => order?.(a, b, marks) ?? 0);
  return down ? sorted.reverse() : sorted;
}
