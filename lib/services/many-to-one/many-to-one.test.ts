import { describe, expect, it } from "vitest";
import type { AddManyToOne, ManyToOneList } from "@/lib/api/many-to-one";
import { db } from "@/lib/db";
import type { Rule } from "@/lib/iis/site-config";
import { withTestDatabase } from "@/scripts/test-database";
import { listAccess } from "../access/list";
import { removeAccount } from "../accounts/remove";
import { redoStep } from "../drafts/redo";
import { undoStep } from "../drafts/undo";
import { getSiteConfig } from "../site-configs/get";
import { getRevision } from "../site-configs/get-revision";
import { ADMIN, codeOf, eventsOf, must, personOf, publish, storeAccount, storeDraft } from "../test-world";
import { addManyToOne } from "./add";
import { listManyToOne } from "./list";
import { removeManyToOne } from "./remove";
import { reorderManyToOne } from "./reorder";
import { updateManyToOne } from "./update";

withTestDatabase();

const rule = (matchCriteria: string, certificateSubField = "O"): Rule => ({
  certificateField: "Subject",
  certificateSubField,
  matchCriteria,
  compareCaseSensitive: true,
});
const deny = (name: string, more: Partial<AddManyToOne> = {}): AddManyToOne => ({
  name,
  permissionMode: "Deny",
  accountId: null,
  rules: [rule(name)],
  ...more,
});
const names = ({ items }: ManyToOneList) => items.map(({ name }) => name);
const list = async (id: string) => must(await listManyToOne(ADMIN, id));
const idOf = async (id: string, name: string) =>
  (await list(id)).items.find((item) => item.name === name)?.id ?? "";

/** A draft with these mappings, all denying, in this order. */
async function draftWith(name: string, ...mappings: string[]) {
  const { id } = await storeDraft(name);
  for (const mapping of mappings)
    must(await addManyToOne(ADMIN, id, deny(mapping), (await list(id)).version));
  return id;
}
async function order(siteConfigId: string, wanted: string[], version?: number) {
  const { items, version: now } = await list(siteConfigId);
  const ids = wanted.map((name) => items.find((item) => item.name === name)?.id ?? "");
  return reorderManyToOne(ADMIN, siteConfigId, { order: ids }, version ?? now);
}

describe("a mapping by rules", () => {
  it("is added last or in front of another, changed, switched off, removed, and each is an event", async () => {
    const { id, version } = await storeDraft("Whole life");
    const { id: accountId } = await storeAccount("CONTOSO\\partners");
    const rules = [rule("Contoso"), rule("Contoso CA*", "CN")];
    const added = must(
      await addManyToOne(
        ADMIN,
        id,
        { name: " Partners ", permissionMode: "Allow", accountId, rules },
        version,
      ),
    );
    expect(added.version).toBe(version + 1);
    expect(added.items).toMatchObject([
      {
        name: "Partners",
        enabled: true,
        description: "",
        rules,
        account: { userName: "CONTOSO\\partners", hasPassword: false },
        createdBy: ADMIN.name,
      },
    ]);
    const partners = added.items[0]?.id ?? "";
    const first = must(await addManyToOne(ADMIN, id, deny("Revoked", { before: partners }), added.version));
    expect(names(first)).toEqual(["Revoked", "Partners"]);
    expect((await eventsOf("mapping.add")).at(-1)).toMatchObject({
      nounName: "Revoked in Whole life",
      after: { permissionMode: "Deny", userName: null, place: 1, rules: [rule("Revoked")] },
    });

    const changed = must(
      await updateManyToOne(
        ADMIN,
        id,
        partners,
        { rules: [rule("Fabrikam")], enabled: false },
        first.version,
      ),
    );
    expect(changed.items[1]).toMatchObject({ name: "Partners", enabled: false, rules: [rule("Fabrikam")] });
    expect((await eventsOf("mapping.update")).at(-1)).toMatchObject({
      before: { enabled: true, rules },
      after: { enabled: false, rules: [rule("Fabrikam")] },
    });
    const nothing = must(await updateManyToOne(ADMIN, id, partners, { enabled: false }, changed.version));
    expect(nothing.version).toBe(changed.version);

    const left = must(await removeManyToOne(ADMIN, id, partners, changed.version));
    expect(names(left)).toEqual(["Revoked"]);
    expect((await eventsOf("mapping.remove")).at(-1)).toMatchObject({
      nounName: "Partners in Whole life",
      before: { userName: "CONTOSO\\partners", place: 2 },
    });
    expect(codeOf(await removeManyToOne(ADMIN, id, partners, left.version))).toBe("not-found");
  });

  it("is refused beside the field that is wrong", async () => {
    const { id, version } = await storeDraft("Wrong fields");
    const fieldOf = async (body: object) => {
      const result = await addManyToOne(ADMIN, id, { ...deny("X"), ...body }, version);
      return result.ok ? "ok" : (result.error.field ?? result.error.code);
    };
    expect(await fieldOf({ name: " " })).toBe("name");
    expect(await fieldOf({ permissionMode: "Allow" })).toBe("accountId");
    expect(await fieldOf({ accountId: "01a1fc79-947f-776d-a7ac-750401f7eb86" })).toBe("accountId");
    expect(await fieldOf({ before: "01a1fc79-947f-776d-a7ac-750401f7eb86" })).toBe("before");
    expect(await fieldOf({ rules: [rule("A"), rule("A", "ST")] })).toBe("rules.1.certificateSubField");
    expect(await fieldOf({ rules: [rule("A", "2.5.4.")] })).toBe("rules.0.certificateSubField");
    expect(await fieldOf({ rules: [rule("A"), rule("")] })).toBe("rules.1.matchCriteria");
    expect(await fieldOf({ rules: [rule("A"), rule("B"), rule("A")] })).toBe("rules.2.matchCriteria");
    expect(await fieldOf({ rules: [rule("a\u0007b")] })).toBe("rules.0.matchCriteria");
    expect(await fieldOf({ userName: "CONTOSO\\x" })).toBe("");
    expect((await list(id)).items).toEqual([]);
  });

  it("has a name that no other has, however it is written", async () => {
    const id = await draftWith("Names", "Partners", "Others");
    const { version } = await list(id);
    expect(await addManyToOne(ADMIN, id, deny("PARTNERS"), version)).toMatchObject({
      error: { code: "already-exists", field: "name", message: expect.stringContaining("Mapping 1") },
    });
    const others = await idOf(id, "Others");
    expect(codeOf(await updateManyToOne(ADMIN, id, others, { name: "partners" }, version))).toBe(
      "already-exists",
    );
    expect(codeOf(await updateManyToOne(ADMIN, id, others, { name: "OTHERS" }, version))).toBe("ok");
  });

  it("keeps an account while it allows, and the account stays while a mapping needs it", async () => {
    const id = await draftWith("Accounts", "Staff");
    const account = await storeAccount("CONTOSO\\staff");
    const staff = await idOf(id, "Staff");
    const update = async (change: object) =>
      updateManyToOne(ADMIN, id, staff, change, (await list(id)).version);
    expect(codeOf(await update({ permissionMode: "Allow" }))).toBe("invalid-input");
    must(await update({ permissionMode: "Allow", accountId: account.id }));
    expect(codeOf(await update({ accountId: null }))).toBe("invalid-input");
    expect(codeOf(await removeAccount(ADMIN, account.id))).toBe("in-use");
    must(await update({ permissionMode: "Deny", accountId: null }));
    must(await removeAccount(ADMIN, account.id));
  });

  it("is for editors to write, of the version that they saw, of a draft that is there", async () => {
    const id = await draftWith("Rights", "Only");
    const only = await idOf(id, "Only");
    const { version } = await list(id);
    expect(codeOf(await listManyToOne(personOf("viewer"), id))).toBe("ok");
    expect(codeOf(await listManyToOne(ADMIN, "x"))).toBe("not-found");
    for (const [actor, seen, code] of [
      [personOf("operator"), version, "not-allowed"],
      [ADMIN, null, "if-match-required"],
      [ADMIN, version - 1, "conflict"],
    ] as const) {
      expect(codeOf(await addManyToOne(actor, id, deny("New"), seen))).toBe(code);
      expect(codeOf(await updateManyToOne(actor, id, only, { enabled: false }, seen))).toBe(code);
      expect(codeOf(await reorderManyToOne(actor, id, { order: [only] }, seen))).toBe(code);
      expect(codeOf(await removeManyToOne(actor, id, only, seen))).toBe(code);
    }
    const other = await draftWith("Another draft", "Theirs");
    expect(codeOf(await removeManyToOne(ADMIN, other, only, (await list(other)).version))).toBe("not-found");
    expect(names(await list(id))).toEqual(["Only"]);
  });
});

describe("the order", () => {
  it("is changed in one step that Undo names, and undone and redone exactly", async () => {
    const id = await draftWith("Order", "A", "B", "C", "D");
    expect(names(must(await order(id, ["D", "A", "B", "C"])))).toEqual(["D", "A", "B", "C"]);
    const detail = must(await getSiteConfig(ADMIN, id));
    expect(detail.undo?.label).toBe("Move the mapping D to place 1");
    expect((await eventsOf("draft.reorder")).at(-1)).toMatchObject({
      nounId: id,
      before: { manyToOneMappings: ["A", "B", "C", "D"] },
      after: { manyToOneMappings: ["D", "A", "B", "C"] },
    });
    must(await undoStep(ADMIN, id, detail.version));
    expect(names(await list(id))).toEqual(["A", "B", "C", "D"]);
    must(await redoStep(ADMIN, id, (await list(id)).version));
    expect(names(await list(id))).toEqual(["D", "A", "B", "C"]);
    expect(names(must(await order(id, ["C", "B", "A", "D"])))).toEqual(["C", "B", "A", "D"]);
    expect(must(await getSiteConfig(ADMIN, id)).undo?.label).toBe("Reorder the many-to-one mappings");
  });

  it("that is there already is no step", async () => {
    const id = await draftWith("Same order", "A", "B");
    const { version } = await list(id);
    expect(must(await order(id, ["A", "B"])).version).toBe(version);
  });

  it("must name each mapping once", async () => {
    const id = await draftWith("Odd orders", "A", "B");
    for (const wanted of [[], ["A"], ["A", "A"], ["A", "B", "B"]])
      expect([wanted, codeOf(await order(id, wanted))]).toEqual([wanted, "invalid-input"]);
    expect(codeOf(await order(id, ["A", "B", "nobody"]))).toBe("invalid-input");
  });

  it("changed by two at once is one order, and a conflict", async () => {
    const id = await draftWith("Two at once", "A", "B", "C");
    const { version } = await list(id);
    const results = await Promise.all([
      order(id, ["C", "B", "A"], version),
      order(id, ["B", "A", "C"], version),
    ]);
    expect(results.map(codeOf).sort()).toEqual(["conflict", "ok"]);
  });

  it("is the one that is published, and that the access view lists", async () => {
    const id = await draftWith("Published", "A", "B");
    must(await order(id, ["B", "A"]));
    await publish(id);
    const { config } = must(await getRevision(ADMIN, id, 1));
    const section = config.iisClientCertificateMappingAuthentication;
    expect(section?.manyToOneMappings.map(({ name }) => name)).toEqual(["B", "A"]);
    expect(must(await listAccess(ADMIN, { view: "desired", query: "published" })).items).toMatchObject([
      { kind: "manyToOne", mappingName: "B", permissionMode: "Deny", rules: [rule("B")] },
      { kind: "manyToOne", mappingName: "A" },
    ]);
    expect(await db().accessEntry.count({ where: { revision: { siteConfigId: id } } })).toBe(2);
  });
});
