import { describe, expect, it } from "vitest";
import { verdictPageSchema } from "@/lib/api/verdicts";
import { withTestDatabase } from "@/scripts/test-database";
import { listMappings } from "../mappings/list";
import { updateMapping } from "../mappings/update";
import { ADMIN, codeOf, must, publish, storeCertificate, storeDraft } from "../test-world";
import { listVerdicts } from "./verdicts";

withTestDatabase();

async function all(id: string, revision?: number) {
  const items = [];
  let cursor: string | null = null;
  do {
    const page = verdictPageSchema.parse(
      must(await listVerdicts(ADMIN, id, { limit: 2, revision, cursor: cursor ?? undefined })),
    );
    items.push(...page.items);
    cursor = page.nextCursor;
    expect(page.total).toBeGreaterThanOrEqual(items.length);
  } while (cursor !== null);
  return items;
}

describe("the verdicts of all stored certificates", () => {
  it("come page by page, each certificate once, with what decided", async () => {
    const { id } = await storeDraft("All", ["all-a", "all-b", "all-c"]);
    await storeCertificate("all-stranger");
    const items = await all(id);
    expect(items.map(({ displayName }) => displayName)).toEqual(["all-a", "all-b", "all-c", "all-stranger"]);
    expect(items[0]).toMatchObject({
      verdict: "account",
      account: "CONTOSO\\all-a",
      by: { list: "oneToOneMappings", index: 0, name: "all-a" },
      verified: false,
    });
    expect(items[3]).toMatchObject({ account: null, by: null });
  });

  it("follow the draft at once, and stay what they were of a revision", async () => {
    const { id } = await storeDraft("Follows", ["follow-a"]);
    await publish(id);
    const verdict = async (revision?: number) =>
      (await all(id, revision)).find(({ displayName }) => displayName === "follow-a")?.verdict;
    expect(await verdict()).toBe("account");
    const [mapping] = must(await listMappings(ADMIN, id, {})).items;
    must(await updateMapping(ADMIN, id, mapping?.id ?? "", { enabled: false }));
    expect(await verdict()).not.toBe("account");
    expect(await verdict(1)).toBe("account");
  });

  it("are of a site config that is there, and of a revision that it has", async () => {
    const { id } = await storeDraft("There");
    expect(codeOf(await listVerdicts(ADMIN, "x", {}))).toBe("not-found");
    expect(codeOf(await listVerdicts(ADMIN, id, { revision: 7 }))).toBe("not-found");
    expect(codeOf(await listVerdicts(ADMIN, id, { limit: 501 }))).toBe("invalid-input");
  });
});
