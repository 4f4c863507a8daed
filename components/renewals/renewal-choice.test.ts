import { describe, expect, it } from "vitest";
import {
  defaultOverlap,
  proposed,
  type Row,
  rowsOf,
  siteConfigsOf,
} from "@/components/renewals/renewal-choice";
import type { RenewalItem } from "@/lib/api/renewals";

const NOW = Date.UTC(2026, 10, 1);
const iso = (days: number) => new Date(NOW + days * 86_400_000).toISOString();
const certificate = (id: string, days: number) => ({ id, notAfter: iso(days) }) as RenewalItem["certificate"];
const row = (
  newer: string,
  ends: number,
  older: string,
  change: Partial<Row["older"]> = {},
  oldEnds = 10,
): Row => ({
  key: `${newer} ${older}`,
  newer: certificate(newer, ends),
  older: {
    certificate: certificate(older, oldEnds),
    reason: "names",
    otherIssuer: false,
    mappings: [],
    ...change,
  },
});

describe("what the dry run proposes", () => {
  it("is one successor for each old certificate, the one that ends last", () => {
    const rows = [row("n1", 100, "o1"), row("n2", 200, "o1"), row("n1", 100, "o2")];
    expect([...proposed(rows)].sort()).toEqual(["n1 o2", "n2 o1"]);
  });

  it("leaves out what another CA issued, which a person must look at", () => {
    expect([...proposed([row("n1", 100, "o1", { otherIssuer: true })])]).toEqual([]);
  });

  it("overlaps for two weeks, or until the last of the old ones ends, and not at all when all are over", () => {
    expect(defaultOverlap([row("n", 100, "o", {}, 90)], NOW)?.toISOString()).toBe(iso(14));
    expect(defaultOverlap([row("n", 100, "o", {}, 3), row("n", 100, "p", {}, 5)], NOW)?.toISOString()).toBe(
      iso(5),
    );
    expect(defaultOverlap([row("n", 100, "o", {}, -1)], NOW)).toBeNull();
  });

  it("names each draft once, by name", () => {
    const mapping = (id: string, name: string) =>
      ({
        siteConfigId: id,
        siteConfigName: name,
        version: 3,
        unpublished: false,
      }) as Row["older"]["mappings"][number];
    const items = [
      {
        certificate: certificate("n", 9),
        predecessors: [row("n", 9, "o", { mappings: [mapping("b", "B"), mapping("a", "A")] }).older],
      },
      {
        certificate: certificate("m", 9),
        predecessors: [row("m", 9, "p", { mappings: [mapping("b", "B")] }).older],
      },
    ];
    expect(siteConfigsOf(rowsOf(items)).map(({ name }) => name)).toEqual(["A", "B"]);
  });
});
