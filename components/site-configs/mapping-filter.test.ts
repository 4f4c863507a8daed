import { describe, expect, it } from "vitest";
import { filterMappings, MAPPING_FILTER, sortMappings } from "@/components/site-configs/mapping-filter";
import type { MappingTable } from "@/lib/api/mapping-table";
import { marksOf, unpackMappings } from "@/lib/queries/mapping-rows";

const NOW = Date.UTC(2026, 10, 21);
const DAY = 86_400;
const at = (days: number) => NOW / 1000 + days * DAY;
const row = (
  id: string,
  name: string,
  enabled: 0 | 1,
  account: number,
  subject: string,
  owner: string,
  days: number,
): MappingTable["rows"][number] => [
  id,
  name,
  enabled,
  account,
  `c${id}`,
  subject,
  owner,
  at(days),
  at(-1),
  "Ann",
];

const { rows, accounts } = unpackMappings({
  version: 3,
  accounts: [
    ["a1", "CONTOSO\\alice", 1],
    ["a2", "CONTOSO\\svc-10", 0],
  ],
  rows: [
    row("1", "Svc 10", 1, 1, "CN=Svc 10,O=Contoso", "Payments", 400),
    row("2", "Svc 9", 0, 1, "CN=Svc 9,O=Contoso", "", 10),
    row("3", "alice", 1, 0, "CN=Älice,O=Fabrikam", "People", -2),
  ],
});
const marks = marksOf({
  version: 3,
  findings: [
    ["3", "error", "It is expired."],
    ["2", "warning", "It expires soon."],
    ["3", "warning", "It is weak."],
  ],
});
const found = (filter: Partial<typeof MAPPING_FILTER>) =>
  filterMappings(rows, { ...MAPPING_FILTER, ...filter }, marks, NOW).map(({ id }) => id);
const sorted = (sort: string) => sortMappings(rows, sort, marks).map(({ id }) => id);

describe("filterMappings", () => {
  it("finds every word anywhere in name, account, subject and owner, whatever its case", () => {
    expect(found({ query: "" })).toEqual(["1", "2", "3"]);
    expect(found({ query: "contoso\\SVC payments" })).toEqual(["1"]);
    expect(found({ query: "fabrikam" })).toEqual(["3"]);
    expect(found({ query: "älice" })).toEqual(["3"]);
    expect(found({ query: "nobody" })).toEqual([]);
  });

  it("goes by account, state, validity and findings, all at once", () => {
    expect(found({ account: accounts[1]?.id })).toEqual(["1", "2"]);
    expect(found({ state: "disabled" })).toEqual(["2"]);
    expect(found({ validity: "expiring" })).toEqual(["2"]);
    expect(found({ validity: "expired" })).toEqual(["3"]);
    expect(found({ validity: "valid" })).toEqual(["1"]);
    expect(found({ findings: "with" })).toEqual(["2", "3"]);
    expect(found({ findings: "with", state: "enabled" })).toEqual(["3"]);
    expect(found({ state: "of mind" })).toEqual(["1", "2", "3"]);
  });
});

describe("sortMappings", () => {
  it("sorts by each column and back, numbers as numbers", () => {
    expect(sorted("name")).toEqual(["3", "2", "1"]);
    expect(sorted("-name")).toEqual(["1", "2", "3"]);
    expect(sorted("validity")).toEqual(["3", "2", "1"]);
    expect(sorted("account")).toEqual(["3", "1", "2"]);
    expect(sorted("owner")).toEqual(["2", "1", "3"]);
    expect(sorted("state")).toEqual(["1", "3", "2"]);
    expect(sorted("findings")).toEqual(["3", "2", "1"]);
    expect(sorted("nonsense")).toEqual(sorted("name"));
  });
});

describe("marksOf", () => {
  it("keeps the worst severity and every message", () => {
    expect(marks.get("3")).toEqual({ severity: "error", messages: ["It is expired.", "It is weak."] });
  });
});
