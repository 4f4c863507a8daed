import { expect, test } from "vitest";
import { type Comparison, compare } from "@/agent/apply/compare";
import { mappings, oneToOne } from "@/agent/testing/configs";
import { digestSiteConfig } from "@/lib/iis/digest";
import type { ManyToOneMapping } from "@/lib/iis/site-config";

const alice = mappings(oneToOne("alice"));
const both = mappings(oneToOne("alice"), oneToOne("bob"));
const none = mappings();

function outcome(of: Partial<Comparison>): string {
  const compared = compare({
    live: none,
    desired: alice,
    lastApplied: undefined,
    expectedDigest: null,
    takeOver: false,
    allowEmpty: false,
    ...of,
  });
  return compared.ok ? compared.value : compared.error.code;
}

test("adding to nothing needs no one's leave", () => {
  expect(outcome({})).toBe("1 change.");
});

test("what is there already is in order, whatever was expected and whoever brought it", () => {
  expect(outcome({ live: both, desired: both, expectedDigest: "0".repeat(64) })).toContain("already");
});

test("another state than the confirmed one stops it, even where it could be taken over", () => {
  expect(outcome({ expectedDigest: digestSiteConfig(both), takeOver: true })).toBe("changed-since-plan");
  expect(outcome({ expectedDigest: digestSiteConfig(none) })).toBe("1 change.");
});

test("an entry that we did not bring stops it, one that we brought does not", () => {
  expect(outcome({ live: both })).toBe("foreign-entries");
  expect(outcome({ live: both, lastApplied: both })).toBe("1 change.");
  expect(outcome({ live: both, takeOver: true })).toBe("1 change.");
});

test("an entry is known by its certificate: another account, case or name is a change that the diff has shown", () => {
  const given = (userName: string) => mappings({ ...oneToOne("alice", userName), name: "other" });
  expect(outcome({ live: given("CONTOSO\\mallory") })).toBe("1 change.");
  expect(outcome({ live: given("contoso\\ALICE") })).toBe("1 change.");
});

test("foreign entries are named, the first ten of them", () => {
  const manyToOneMappings = Array.from({ length: 12 }, (_, i): ManyToOneMapping => {
    return { name: `Rule ${i}`, description: "", enabled: true, permissionMode: "Deny", rules: [] };
  });
  const section = none.iisClientCertificateMappingAuthentication;
  if (!section) throw new Error("mappings() manages the section");
  const live = { ...none, iisClientCertificateMappingAuthentication: { ...section, manyToOneMappings } };
  const compared = compare({
    live,
    desired: alice,
    lastApplied: undefined,
    expectedDigest: null,
    takeOver: false,
    allowEmpty: false,
  });
  expect(compared.ok ? "" : compared.error.message).toMatch(/"Rule 0".*"Rule 9" and 2 more/);
});

test("the last entry goes only when that is allowed; an empty list that was empty needs nothing", () => {
  expect(outcome({ live: alice, lastApplied: alice, desired: none })).toBe("empty-refused");
  expect(outcome({ live: alice, lastApplied: alice, desired: none, allowEmpty: true })).toBe("1 change.");
  expect(outcome({ live: { ...none, access: { sslFlags: [] } }, desired: none })).not.toBe("empty-refused");
  expect(outcome({ live: { access: { sslFlags: ["Ssl"] } }, desired: { access: { sslFlags: [] } } })).toBe(
    "1 change.",
  );
});

test("a change since the last push is told", () => {
  expect(outcome({ live: mappings(oneToOne("bob")), lastApplied: both, desired: both })).toContain(
    "changed by someone else",
  );
});
