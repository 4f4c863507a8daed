import { describe, expect, it } from "vitest";
import type { ImportRow } from "@/lib/api/imports";
import { db } from "@/lib/db";
import { keyFile, openssl } from "@/lib/pki/fixtures/openssl";
import { parsed } from "@/lib/pki/fixtures/parsed";
import { undoStep } from "@/lib/services/drafts/undo";
import {
  ADMIN,
  blobByOpenssl,
  codeOf,
  derOf,
  eventsOf,
  must,
  personOf,
  publish,
  storeCertificate,
  storeDraft,
} from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";
import { applyImport } from "./apply";
import { checkImport } from "./check";

withTestDatabase();

function rowOf(row: number, person: string, says: Partial<ImportRow> = {}): ImportRow {
  const { sha256 } = parsed(derOf(person));
  return {
    row,
    sha256,
    userName: `CONTOSO\\${person}`,
    name: "",
    owner: "",
    tags: [],
    enabled: null,
    ...says,
  };
}
const blobs = (...people: string[]) => people.map((person) => blobByOpenssl(derOf(person)));

async function counts() {
  const [certificates, accounts, mappings, events] = await Promise.all([
    db().certificate.count(),
    db().account.count(),
    db().oneToOneMapping.count(),
    db().auditEvent.count(),
  ]);
  return { certificates, accounts, mappings, events };
}

describe("a dry run", () => {
  it("says of each row what it would do, and writes nothing", async () => {
    const { id: siteConfigId } = await storeDraft("Dry", ["dry-there"]);
    await storeCertificate("dry-stored");
    const before = await counts();
    const { rows } = must(
      await checkImport(ADMIN, {
        siteConfigId,
        rows: [
          rowOf(2, "dry-new"),
          rowOf(3, "dry-stored", { userName: "CONTOSO\\DRY-THERE", owner: "Ann", tags: ["vip"] }),
          rowOf(4, "dry-there", { userName: "contoso\\dry-there", name: "dry-there", enabled: true }),
          rowOf(5, "dry-there", { userName: "CONTOSO\\other" }),
          rowOf(6, "dry-there", { enabled: false }),
          rowOf(7, "dry-there", { name: "called otherwise" }),
          rowOf(8, "dry-x", { userName: "a\\b\\c" }),
          rowOf(9, "dry-x", { userName: "" }),
          rowOf(10, "dry-x", { name: "n".repeat(121) }),
          rowOf(11, "dry-x", { tags: ["a,b"] }),
          rowOf(12, "dry-x", { owner: "o".repeat(201) }),
        ],
      }),
    );
    expect(rows.map(({ row, verdict, adds, column }) => [row, verdict, column ?? adds.join(" ")])).toEqual([
      [2, "new", "certificate account mapping"],
      [3, "new", "labels mapping"],
      [4, "same", ""],
      [5, "conflict", "account"],
      [6, "conflict", "enabled"],
      [7, "conflict", "name"],
      [8, "error", "account"],
      [9, "error", "account"],
      [10, "error", "name"],
      [11, "error", "tags"],
      [12, "error", "owner"],
    ]);
    expect(rows[3]?.message).toContain("CONTOSO\\dry-there");
    expect(await counts()).toEqual(before);
  });

  it("looks at certificates and accounts alone where no site config is chosen", async () => {
    const rows = [rowOf(1, "alone", { userName: "" }), rowOf(2, "alone-too")];
    const verdicts = must(await checkImport(ADMIN, { siteConfigId: null, rows }));
    expect(verdicts.rows.map(({ adds }) => adds)).toEqual([["certificate"], ["certificate", "account"]]);
  });

  it("says where somebody may not map to an account, and an import refuses it", async () => {
    const { id: siteConfigId } = await storeDraft("Granted");
    await db().account.create({
      data: { userName: "CONTOSO\\boss", userNameKey: "contoso\\boss", mapBy: "named", createdBy: "Ann" },
    });
    const rows = [rowOf(1, "dry-boss", { userName: "CONTOSO\\BOSS" })];
    const editor = personOf("editor");
    const dry = async (who: typeof ADMIN, into: string | null) =>
      must(await checkImport(who, { siteConfigId: into, rows })).rows.map(
        ({ verdict, code }) => code ?? verdict,
      );
    expect(await dry(ADMIN, siteConfigId)).toEqual(["new"]);
    expect(await dry(editor, siteConfigId)).toEqual(["account-not-granted"]);
    expect(await dry(editor, null)).toEqual(["new"]);
    const before = await counts();
    const input = { siteConfigId, rows, certificates: blobs("dry-boss") };
    expect(codeOf(await applyImport(editor, input))).toBe("import-outdated");
    expect(await counts()).toEqual(before);
  });

  it("is for editors, and for a site config that is there", async () => {
    const rows = [rowOf(1, "nobody")];
    expect(codeOf(await checkImport(personOf("viewer"), { siteConfigId: null, rows }))).toBe("not-allowed");
    const siteConfigId = "0190a000-0000-7000-8000-000000000000";
    expect(codeOf(await checkImport(ADMIN, { siteConfigId, rows }))).toBe("not-found");
  });
});

describe("an import", () => {
  it("stores certificates, accounts and mappings as one step of the draft; a second time changes nothing", async () => {
    const { id: siteConfigId } = await storeDraft("Whole");
    await publish((await storeDraft("Unconcerned", ["unconcerned"])).id);
    const rows = [
      rowOf(2, "one", { name: "First", owner: "Ann", tags: ["vip", "b"], enabled: false }),
      rowOf(3, "two"),
      rowOf(4, "three", { userName: "contoso\\TWO" }),
    ];
    const input = { siteConfigId, rows, certificates: blobs("one", "two", "three"), fileName: "people.csv" };
    const progress: number[] = [];
    const answer = must(await applyImport(ADMIN, input, { report: ({ done }) => progress.push(done) }));
    expect(answer).toEqual({ certificates: 3, labels: 0, accounts: 2, mappings: 3 });
    expect([progress[0], progress.at(-1)]).toEqual([0, 8]);

    const made = await db().oneToOneMapping.findMany({
      where: { siteConfigId },
      orderBy: { id: "asc" },
      select: { name: true, enabled: true, account: true, certificate: true },
    });
    expect(
      made.map(({ name, enabled, account }) => [name, enabled, account.userName, account.sealedPassword]),
    ).toEqual([
      ["First", false, "CONTOSO\\one", null],
      ["two", true, "CONTOSO\\two", null],
      ["three", true, "CONTOSO\\two", null],
    ]);
    expect(made[0]?.certificate).toMatchObject({ owner: "Ann", tags: ["vip", "b"], createdBy: ADMIN.name });
    expect(Buffer.from(made[0]?.certificate.der ?? []).toString("base64")).toBe(input.certificates[0]);
    const [event] = await eventsOf("import.apply");
    expect(event).toMatchObject({
      nounId: siteConfigId,
      nounName: "Whole",
      after: { file: "people.csv", rows: 3 },
    });

    const draft = await db().siteConfig.findUniqueOrThrow({ where: { id: siteConfigId } });
    const before = await counts();
    const again = must(await applyImport(ADMIN, { ...input, certificates: [] }));
    expect(again).toEqual({ certificates: 0, labels: 0, accounts: 0, mappings: 0 });
    expect(await counts()).toEqual(before);
    expect(await db().siteConfig.findUniqueOrThrow({ where: { id: siteConfigId } })).toEqual(draft);

    must(await undoStep(ADMIN, siteConfigId, draft.version));
    expect(await db().oneToOneMapping.count({ where: { siteConfigId } })).toBe(0);
  });

  it("adds owner and tags to a stored certificate and never overwrites them", async () => {
    const { id } = await storeCertificate("labelled");
    const rows = [rowOf(1, "labelled", { userName: "", owner: "Ann", tags: ["a"] })];
    expect(must(await applyImport(ADMIN, { siteConfigId: null, rows, certificates: [] })).labels).toBe(1);
    const more = [rowOf(1, "labelled", { userName: "", owner: "Ann", tags: ["A", "b"] })];
    expect(must(await applyImport(ADMIN, { siteConfigId: null, rows: more, certificates: [] })).labels).toBe(
      1,
    );
    expect(await db().certificate.findUniqueOrThrow({ where: { id } })).toMatchObject({
      owner: "Ann",
      tags: ["a", "b"],
    });
    const other = [rowOf(1, "labelled", { userName: "", owner: "Ben" })];
    expect(codeOf(await applyImport(ADMIN, { siteConfigId: null, rows: other, certificates: [] }))).toBe(
      "import-outdated",
    );
  });

  it("is refused whole when a row is not what the dry run showed any more", async () => {
    const { id: siteConfigId } = await storeDraft("Outdated", ["taken"]);
    const before = await counts();
    const rows = [rowOf(1, "fresh"), rowOf(2, "taken", { userName: "CONTOSO\\other" }), rowOf(3, "gone")];
    const refused = await applyImport(ADMIN, { siteConfigId, rows, certificates: blobs("fresh") });
    expect(codeOf(refused)).toBe("import-outdated");
    expect(
      refused.ok ? [] : refused.error.errors?.map(({ field, message }) => `${field}: ${message.slice(0, 6)}`),
    ).toEqual(["account: Row 2:", "certificate: Row 3:"]);
    expect(await counts()).toEqual(before);
  });

  it("leaves nothing behind when it is stopped, at whatever moment", async () => {
    const { id: siteConfigId } = await storeDraft("Stopped");
    const before = await counts();
    const people = Array.from({ length: 3 }, (_, i) => `stopped-${i}`);
    const input = {
      siteConfigId,
      rows: people.map((p, i) => rowOf(i + 1, p)),
      certificates: blobs(...people),
    };
    for (const moment of [0, 3, 6, 9]) {
      const stop = new AbortController();
      const report = ({ done }: { done: number }) => void (done === moment && stop.abort());
      const refused = await applyImport(ADMIN, input, { report, signal: stop.signal });
      expect([moment, codeOf(refused)]).toEqual([moment, "import-cancelled"]);
      expect(await counts()).toEqual(before);
    }
    expect(must(await applyImport(ADMIN, input)).mappings).toBe(3);
  });

  it("refuses a private key, what is no certificate, and the same certificate twice", async () => {
    const key = openssl(["pkey", "-in", keyFile("p256"), "-outform", "DER"]).toString("base64");
    const before = await counts();
    const rows = [rowOf(1, "refused")];
    for (const [certificates, code] of [
      [[key], "cert-private-key"],
      [["aGVsbG8="], "cert-malformed"],
      [["not base64"], "cert-base64-damaged"],
    ] as const)
      expect(codeOf(await applyImport(ADMIN, { siteConfigId: null, rows, certificates }))).toBe(code);
    const twice = {
      siteConfigId: null,
      rows: [rowOf(1, "refused"), rowOf(2, "refused")],
      certificates: blobs("refused"),
    };
    expect(codeOf(await applyImport(ADMIN, twice))).toBe("invalid-input");
    expect(await counts()).toEqual(before);
  });

  it("of two persons at once stores each thing once", async () => {
    const { id: siteConfigId } = await storeDraft("Twice");
    const people = Array.from({ length: 5 }, (_, i) => `race-${i}`);
    const input = (order: string[]) => ({
      siteConfigId,
      rows: order.map((p, i) => rowOf(i + 1, p)),
      certificates: blobs(...order),
    });
    const answers = await Promise.all([
      applyImport(ADMIN, input(people)),
      applyImport(ADMIN, input(people.toReversed())),
      applyImport(ADMIN, { ...input(people.toReversed()), siteConfigId: null }),
    ]);
    expect(answers.map(codeOf)).toEqual(["ok", "ok", "ok"]);
    expect(await db().oneToOneMapping.count({ where: { siteConfigId } })).toBe(5);
    expect(await db().certificate.count({ where: { displayName: { startsWith: "race-" } } })).toBe(5);
  });
});
