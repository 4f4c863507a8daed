import { describe, expect, it } from "vitest";
import { mappingFindingsSchema, mappingTableSchema } from "@/lib/api/mapping-table";
import { db } from "@/lib/db";
import { certificate } from "@/lib/pki/fixtures/openssl";
import { withTestDatabase } from "@/scripts/test-database";
import { uploadCertificates } from "../certificates/upload";
import { undoStep } from "../drafts/undo";
import { getSiteConfig } from "../site-configs/get";
import {
  ADMIN,
  codeOf,
  eventsOf,
  must,
  personOf,
  refuseEvents,
  storeAccount,
  storeCertificate,
  storeDraft,
  storeMapping,
} from "../test-world";
import { addMapping } from "./add";
import { bulkMappings } from "./bulk";
import { listMappingFindings } from "./findings";
import { getMappingTable } from "./table";
import { updateMapping } from "./update";

withTestDatabase();

const table = async (id: string) => mappingTableSchema.parse(must(await getMappingTable(ADMIN, id)));
/** `alice +CONTOSO\alice`: name, enabled or not, account. */
async function state(id: string) {
  const { rows, accounts } = await table(id);
  return rows.map(([, name, enabled, account]) => `${name} ${enabled ? "+" : "-"}${accounts[account]?.[1]}`);
}
const idsOf = async (id: string) => (await table(id)).rows.map(([each]) => each);

describe("the table of a draft's mappings", () => {
  it("has every row with its account and certificate, and the version that it is of", async () => {
    const { id } = await storeDraft("Table", ["ann-table"], "a-password-that-nobody-sees");
    await storeMapping(id, "bob-table");
    const answer = await table(id);
    expect(answer.version).toBe(must(await getSiteConfig(ADMIN, id)).version);
    expect(answer.accounts.map(([, ...rest]) => rest)).toEqual([
      ["CONTOSO\\ann-table", 1],
      ["CONTOSO\\bob-table", 0],
    ]);
    const stored = await storeCertificate("ann-table");
    expect(answer.rows[0]?.slice(1)).toEqual([
      "ann-table",
      1,
      0,
      stored.id,
      stored.subject,
      "",
      Math.floor(Date.parse(stored.notAfter) / 1000),
      expect.any(Number),
      ADMIN.name,
    ]);
    expect(JSON.stringify(answer)).not.toContain("nobody-sees");
    expect(codeOf(await getMappingTable(ADMIN, "x"))).toBe("not-found");
    expect(codeOf(await getMappingTable(personOf("viewer"), id))).toBe("ok");
  });

  it("has the linter's findings beside it, each by its mapping", async () => {
    const { id } = await storeDraft("Marked", ["cyd-table"]);
    const bytes = certificate({ subject: "/CN=no-use", extensions: ["extendedKeyUsage=serverAuth"] });
    const { certificates } = must(await uploadCertificates(ADMIN, { bytes, fileName: "no-use.cer" }));
    const { id: accountId } = await storeAccount("CONTOSO\\no-use");
    const certificateId = certificates[0]?.certificate.id ?? "";
    const added = must(await addMapping(ADMIN, id, { certificateId, accountId }));
    const { findings } = mappingFindingsSchema.parse(must(await listMappingFindings(ADMIN, id)));
    expect(findings).toContainEqual([added.id, "warning", expect.stringContaining("no-use")]);
    expect(new Set(findings.map(([mapping]) => mapping))).not.toContain((await idsOf(id))[0]);
  });
});

describe("a change of many mappings", () => {
  it("is one version, one step and one event, and leaves out those that are so already", async () => {
    const { id } = await storeDraft("Bulk", ["dan-bulk", "eve-bulk", "fay-bulk"]);
    const ids = await idsOf(id);
    const { id: accountId } = await storeAccount("CONTOSO\\shared-bulk");
    const { version } = await table(id);
    expect(must(await bulkMappings(ADMIN, id, { action: "disable", ids: ids.slice(0, 2) }, version))).toEqual(
      {
        changed: 2,
        label: "Disable 2 mappings",
        version: version + 1,
      },
    );
    expect(must(await bulkMappings(ADMIN, id, { action: "disable", ids }))).toMatchObject({
      changed: 1,
      label: "Disable the mapping fay-bulk",
    });
    expect(must(await bulkMappings(ADMIN, id, { action: "disable", ids }))).toMatchObject({
      changed: 0,
      version: version + 2,
    });
    must(await bulkMappings(ADMIN, id, { action: "move", ids, accountId }));
    expect(await state(id)).toEqual([
      "dan-bulk -CONTOSO\\shared-bulk",
      "eve-bulk -CONTOSO\\shared-bulk",
      "fay-bulk -CONTOSO\\shared-bulk",
    ]);
    const removed = must(await bulkMappings(ADMIN, id, { action: "remove", ids: ids.slice(1) }));
    expect(await state(id)).toEqual(["dan-bulk -CONTOSO\\shared-bulk"]);
    const events = (await eventsOf("mapping.bulk")).filter(({ nounId }) => nounId === id);
    expect(events.map(({ after }) => after)).toMatchObject([
      { change: "Disable 2 mappings", count: 2 },
      { change: "Disable the mapping fay-bulk", count: 1 },
      {
        change: "Move 3 mappings to CONTOSO\\shared-bulk",
        mappings: [{ name: "dan-bulk", userName: "CONTOSO\\dan-bulk", enabled: false }, {}, {}],
      },
      { change: "Remove 2 mappings", count: 2 },
    ]);
    must(await undoStep(ADMIN, id, removed.version));
    expect(await idsOf(id)).toEqual(ids);
  });

  it("is made to all of them or to none", async () => {
    const { id } = await storeDraft("All or none", ["gus-bulk", "hue-bulk"]);
    const other = await storeDraft("Other bulk", ["ida-bulk"]);
    const before = await table(id);
    const ids = [...(await idsOf(id)), ...(await idsOf(other.id))];
    expect(await bulkMappings(ADMIN, id, { action: "remove", ids })).toMatchObject({
      ok: false,
      error: { code: "not-found", message: expect.stringContaining("1 mapping is") },
    });
    const mine = await idsOf(id);
    const disable = { action: "disable", ids: mine };
    expect(codeOf(await bulkMappings(ADMIN, id, disable, before.version - 1))).toBe("conflict");
    expect(codeOf(await bulkMappings(personOf("viewer"), id, disable))).toBe("not-allowed");
    expect(codeOf(await bulkMappings(ADMIN, id, { action: "disable", ids: [] }))).toBe("invalid-input");
    expect(codeOf(await bulkMappings(ADMIN, id, { action: "move", ids: mine }))).toBe("invalid-input");
    const nowhere = { action: "move", ids: mine, accountId: id };
    expect(codeOf(await bulkMappings(ADMIN, id, nowhere))).toBe("not-found");
    const { allow } = await refuseEvents("mapping.bulk");
    await expect(bulkMappings(ADMIN, id, disable)).rejects.toThrow("no room for events");
    await allow();
    expect(await table(id)).toEqual(before);
    expect(
      await db().draftStep.count({ where: { siteConfigId: id, label: { startsWith: "Disable" } } }),
    ).toBe(0);
  });

  it("by two people from the same version reaches the first one; the second is told", async () => {
    const { id } = await storeDraft("Two bulk", ["jil-bulk"]);
    const { version, rows } = await table(id);
    const ids = rows.map(([each]) => each);
    const answers = await Promise.all([
      bulkMappings(ADMIN, id, { action: "disable", ids }, version),
      bulkMappings(ADMIN, id, { action: "remove", ids }, version),
    ]);
    expect(answers.map(codeOf).toSorted()).toEqual(["conflict", "ok"]);
  });
});

describe("another certificate for a mapping", () => {
  it("keeps name, account and state, and is refused where it is mapped already", async () => {
    const { id } = await storeDraft("Renewed", ["kit-new", "lou-new"]);
    const [kit = ""] = await idsOf(id);
    must(await bulkMappings(ADMIN, id, { action: "disable", ids: [kit] }));
    const { id: certificateId } = await storeCertificate("kit-renewed");
    must(await updateMapping(ADMIN, id, kit, { certificateId }));
    const [row] = (await table(id)).rows;
    expect([row?.[0], row?.[4]]).toEqual([kit, certificateId]);
    expect((await state(id))[0]).toBe("kit-new -CONTOSO\\kit-new");
    const taken = await storeCertificate("lou-new");
    expect(await updateMapping(ADMIN, id, kit, { certificateId: taken.id })).toMatchObject({
      ok: false,
      error: { code: "already-mapped", message: expect.stringContaining("CONTOSO\\lou-new") },
    });
  });
});
