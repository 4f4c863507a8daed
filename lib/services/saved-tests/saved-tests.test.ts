import { describe, expect, it } from "vitest";
import { savedTestsSchema } from "@/lib/api/saved-tests";
import { db } from "@/lib/db";
import { toBlob } from "@/lib/pki/blob";
import { withTestDatabase } from "@/scripts/test-database";
import { removeCertificate } from "../certificates/remove";
import { listMappings } from "../mappings/list";
import { updateMapping } from "../mappings/update";
import { getSiteConfig } from "../site-configs/get";
import { publishRevision } from "../site-configs/publish";
import {
  ADMIN,
  codeOf,
  derOf,
  eventsOf,
  must,
  personOf,
  publish,
  refuseEvents,
  storeAccount,
  storeCertificate,
  storeDraft,
} from "../test-world";
import { createSavedTest } from "./create";
import { listSavedTests } from "./list";
import { removeSavedTest } from "./remove";
import { updateSavedTest } from "./update";

withTestDatabase();

const account = (person: string) => ({ kind: "account" as const, userName: `CONTOSO\\${person}` });
const list = async (id: string) => savedTestsSchema.parse(must(await listSavedTests(ADMIN, id)));

/** A draft that maps `person`, and a saved test that says so. */
async function tested(name: string, person: string) {
  const { id } = await storeDraft(name, [person]);
  const mapping = must(await listMappings(ADMIN, id, {})).items[0];
  if (!mapping) throw new Error("no mapping");
  const test = must(
    await createSavedTest(ADMIN, id, { certificateId: mapping.certificate.id, expected: account(person) }),
  );
  return { id, testId: test.id, mappingId: mapping.id };
}

describe("a saved test", () => {
  it("says at every version of the draft what comes out, and which entry decides", async () => {
    const { id, mappingId } = await tested("Runs", "runa");
    const before = await list(id);
    expect(before).toMatchObject({
      failed: 0,
      items: [{ displayName: "runa", passed: true, answer: "becomes CONTOSO\\runa", by: { index: 0 } }],
    });
    must(await updateMapping(ADMIN, id, mappingId, { enabled: false }));
    expect(await list(id)).toMatchObject({
      version: before.version + 1,
      failed: 1,
      items: [{ passed: false, by: null, expected: account("runa") }],
    });
  });

  it("lists what fails first", async () => {
    const { id } = await tested("Order", "aaa");
    const zoe = await storeCertificate("zoe");
    must(await createSavedTest(ADMIN, id, { certificateId: zoe.id, expected: account("zoe") }));
    expect((await list(id)).items.map(({ displayName }) => displayName)).toEqual(["zoe", "aaa"]);
  });

  it("is there once for a certificate, by whichever way it came", async () => {
    const { id } = await tested("Once", "once");
    const again = { certificate: toBlob(derOf("once-more")), expected: { kind: "unmapped" } };
    must(await createSavedTest(ADMIN, id, again));
    expect(codeOf(await createSavedTest(ADMIN, id, again))).toBe("already-exists");
  });

  it("of a file that nobody stored keeps the certificate, and stores none", async () => {
    const { id } = await storeDraft("By file");
    const stored = await db().certificate.count();
    must(
      await createSavedTest(ADMIN, id, {
        certificate: toBlob(derOf("stranger")),
        expected: { kind: "unmapped" },
        note: "never let in",
      }),
    );
    expect(await db().certificate.count()).toBe(stored);
    expect((await list(id)).items).toMatchObject([
      { displayName: "stranger", certificateId: null, passed: true, note: "never let in" },
    ]);
  });

  it("outlives the stored certificate", async () => {
    const { id } = await storeDraft("Outlives");
    const { id: certificateId } = await storeCertificate("short-lived");
    must(await createSavedTest(ADMIN, id, { certificateId, expected: { kind: "unmapped" } }));
    must(await removeCertificate(ADMIN, certificateId));
    expect((await list(id)).items).toMatchObject([{ certificateId: null, displayName: "short-lived" }]);
  });

  it("is changed and removed with its evidence", async () => {
    const { id, testId } = await tested("Evidence", "eve");
    must(await updateSavedTest(ADMIN, id, testId, { expected: { kind: "refused", status: "403.12" } }));
    must(await removeSavedTest(ADMIN, id, testId));
    const mine = async (action: "saved-test.add" | "saved-test.update" | "saved-test.remove") =>
      (await eventsOf(action)).filter(({ nounId }) => nounId === id);
    expect(await mine("saved-test.add")).toMatchObject([
      { nounName: "eve becomes CONTOSO\\eve, in Evidence", after: { expected: account("eve") } },
    ]);
    expect(await mine("saved-test.update")).toMatchObject([
      { before: { expected: account("eve") }, after: { expected: { kind: "refused", status: "403.12" } } },
    ]);
    expect(await mine("saved-test.remove")).toHaveLength(1);
    expect((await list(id)).items).toEqual([]);
  });

  it("is not written when its event cannot be", async () => {
    const { id } = await storeDraft("No room");
    const { id: certificateId } = await storeCertificate("no-room");
    const events = await refuseEvents("saved-test.add");
    await expect(
      createSavedTest(ADMIN, id, { certificateId, expected: { kind: "unmapped" } }),
    ).rejects.toThrow();
    await events.allow();
    expect((await list(id)).items).toEqual([]);
  });

  it.each([
    ["without a certificate", { expected: { kind: "unmapped" } }],
    ["with an account that is no name", { certificate: "x", expected: { kind: "account", userName: " " } }],
    [
      "with a status that no site config leads to",
      { certificate: "x", expected: { kind: "refused", status: "404" } },
    ],
  ])("is refused %s", async (_why, input) => {
    const { id } = await storeDraft(`Refused ${_why}`);
    expect(codeOf(await createSavedTest(ADMIN, id, input))).toBe("invalid-input");
  });

  it("is refused for what is no certificate, and for a stranger's site config", async () => {
    const { id, testId } = await tested("Mine", "mine");
    const other = await storeDraft("Not mine");
    const unmapped = { kind: "unmapped" };
    expect(codeOf(await createSavedTest(ADMIN, id, { certificate: "AAAA", expected: unmapped }))).toBe(
      "cert-not-a-certificate",
    );
    expect(codeOf(await updateSavedTest(ADMIN, other.id, testId, { note: "x" }))).toBe("not-found");
    expect(codeOf(await removeSavedTest(ADMIN, other.id, testId))).toBe("not-found");
    expect(codeOf(await removeSavedTest(personOf("operator"), id, testId))).toBe("not-allowed");
  });
});

describe("publishing", () => {
  it("is refused while a saved test fails, and says which", async () => {
    const { id, mappingId } = await tested("Gate", "gate");
    await publish(id);
    const mallory = await storeAccount("CONTOSO\\mallory");
    must(await updateMapping(ADMIN, id, mappingId, { accountId: mallory.id }));
    const { version } = must(await getSiteConfig(ADMIN, id));
    const refused = await publishRevision(ADMIN, id, version, { message: "oops" });
    expect(refused.ok ? null : refused.error).toMatchObject({
      code: "saved-tests-failed",
      errors: [{ message: "gate becomes CONTOSO\\mallory, expected: becomes CONTOSO\\gate." }],
    });
    expect(codeOf(await publishRevision(ADMIN, id, version, { message: "oops", overrideReason: " " }))).toBe(
      "invalid-input",
    );
    expect(must(await getSiteConfig(ADMIN, id)).lastRevision).toBe(1);
  });

  it("goes past failing tests with a reason, and the event keeps both", async () => {
    const { id, mappingId } = await tested("Override", "over");
    must(await updateMapping(ADMIN, id, mappingId, { enabled: false }));
    const { version } = must(await getSiteConfig(ADMIN, id));
    must(await publishRevision(ADMIN, id, version, { message: "locked out", overrideReason: "she left" }));
    const event = (await eventsOf("revision.publish")).find(({ nounId }) => nounId === id);
    expect(event).toMatchObject({
      reason: "locked out",
      after: {
        overrideReason: "she left",
        failedTests: [expect.stringMatching(/^over matches no mapping.*expected: becomes CONTOSO\\over$/)],
      },
    });
  });

  it("keeps no reason where nothing had to be overridden", async () => {
    const { id } = await tested("No need", "need");
    const { version } = must(await getSiteConfig(ADMIN, id));
    must(await publishRevision(ADMIN, id, version, { message: "fine", overrideReason: "just in case" }));
    const event = (await eventsOf("revision.publish")).find(({ nounId }) => nounId === id);
    expect(Object.keys(event?.after ?? {})).toEqual(["digest", "number"]);
  });
});
