import type { Predecessor, RenewalItem } from "@/lib/api/renewals";

/** One row of the dry run: a new certificate in the place of an old one, wherever that is mapped. */
export interface Row {
  key: string;
  newer: RenewalItem["certificate"];
  older: Predecessor;
}

const DAY = 86_400_000;
const OVERLAP_DAYS = 14;

/** Each old certificate once: the successor that is surest, and of equal ones the one that ends last, comes first. */
export function rowsOf(items: readonly RenewalItem[]): Row[] {
  return items.flatMap(({ certificate, predecessors }) =>
    predecessors.map((older) => ({
      key: `${certificate.id} ${older.certificate.id}`,
      newer: certificate,
      older,
    })),
  );
}

/** What is chosen at first: one successor for each old certificate, and none that another CA issued. */
export function proposed(rows: readonly Row[]): Set<string> {
  const taken = new Set<string>();
  const latest = rows.toSorted((a, b) => b.newer.notAfter.localeCompare(a.newer.notAfter));
  const keys = latest.flatMap(({ key, older }) => {
    const { certificate, otherIssuer } = older;
    if (otherIssuer || taken.has(certificate.id)) return [];
    taken.add(certificate.id);
    return [key];
  });
  return new Set(keys);
}

/** The drafts in which the chosen old certificates are mapped, each once. */
export function siteConfigsOf(rows: readonly Row[]) {
  const found = new Map(
    rows.flatMap(({ older }) =>
      older.mappings.map(
        ({ siteConfigId, siteConfigName, version, unpublished }) =>
          [siteConfigId, { id: siteConfigId, name: siteConfigName, version, unpublished }] as const,
      ),
    ),
  );
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** Until when both are mapped by default: two weeks, or as long as the longest of the old ones lives; null: all of them are over. */
export function defaultOverlap(rows: readonly Row[], now: number): Date | null {
  const ends = Math.max(0, ...rows.map(({ older }) => Date.parse(older.certificate.notAfter)));
  return ends <= now ? null : new Date(Math.min(ends, now + OVERLAP_DAYS * DAY));
}
