import { describe, expect, it } from "vitest";
import { findingsSchema } from "@/lib/api/findings";
import { resolutionSchema } from "@/lib/api/resolutions";
import { db } from "@/lib/db";
import { INITIAL_SETTINGS } from "@/lib/iis/build-site-config";
import { RENDERER_NAMES, RENDERINGS } from "@/lib/iis/render/renderings";
import { certificate } from "@/lib/pki/fixtures/openssl";
import { withTestDatabase } from "@/scripts/test-database";
import { uploadCertificates } from "../certificates/upload";
import { listFindings } from "../findings/list";
import { addMapping } from "../mappings/add";
import { listMappings } from "../mappings/list";
import { removeMapping } from "../mappings/remove";
import { updateMapping } from "../mappings/update";
import {
  ADMIN,
  blobByOpenssl,
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
  storeMapping,
} from "../test-world";
import { createSiteConfig } from "./create";
import { getSiteConfig } from "./get";
import { getRevision } from "./get-revision";
import { listSiteConfigs } from "./list";
import { previewSiteConfig } from "./preview";
import { publishRevision } from "./publish";
import { removeSiteConfig } from "./remove";
import { resolveCertificate } from "./resolve";
import { updateSiteConfig } from "./update";

withTestDatabase();

const versionOf = async (id: string) => must(await getSiteConfig(ADMIN, id)).version;
const { access: _access, ...withoutAccess } = INITIAL_SETTINGS;

describe("a draft", () => {
  it("is changed only by whoever saw its last version", async () => {
    const { id, version } = await storeDraft("Two editors");
    expect(codeOf(await updateSiteConfig(ADMIN, id, null, { name: "x" }))).toBe("if-match-required");
    must(await updateSiteConfig(ADMIN, id, version, { settings: withoutAccess }));
    const late = await updateSiteConfig(ADMIN, id, version, { name: "Too late" });
    expect(late.ok ? "" : `${late.error.code} ${late.error.message}`).toMatch(
      /^conflict "Two editors" .* you saw version 1, now it is 2/,
    );
    expect(must(await getSiteConfig(ADMIN, id))).toMatchObject({
      name: "Two editors",
      settings: withoutAccess,
    });
  });

  it("changed by ten people at once from the same version takes one of them", async () => {
    const { id, version } = await storeDraft("Ten editors");
    const codes = await Promise.all(
      Array.from({ length: 10 }, async (_, n) =>
        codeOf(await updateSiteConfig(ADMIN, id, version, { name: `Ten editors ${n}` })),
      ),
    );
    expect(codes.filter((code) => code === "ok")).toHaveLength(1);
    expect(codes.filter((code) => code === "conflict")).toHaveLength(9);
    expect(await versionOf(id)).toBe(version + 1);
  });

  it("stays at its version, and leaves no event, when nothing changes", async () => {
    const draft = await storeDraft("Nothing new", ["nobody-new"]);
    const { version, name, settings } = must(await getSiteConfig(ADMIN, draft.id));
    const events = await db().auditEvent.count();
    must(await updateSiteConfig(ADMIN, draft.id, version, { name, settings }));
    const mapping = must(await listMappings(ADMIN, draft.id, {})).items[0];
    must(await updateMapping(ADMIN, draft.id, mapping?.id ?? "", { enabled: true, name: "nobody-new" }));
    expect(await versionOf(draft.id)).toBe(version);
    expect(await db().auditEvent.count()).toBe(events);
  });

  it("has a name of its own", async () => {
    const { id, version } = await storeDraft("Taken");
    expect(codeOf(await createSiteConfig(ADMIN, { name: " Taken " }))).toBe("already-exists");
    const other = await storeDraft("Other");
    expect(codeOf(await updateSiteConfig(ADMIN, other.id, 1, { name: "Taken" }))).toBe("already-exists");
    expect(codeOf(await updateSiteConfig(ADMIN, id, version, { name: "Taken" }))).toBe("ok");
    const codes = await Promise.all(
      Array.from({ length: 4 }, async () => codeOf(await createSiteConfig(ADMIN, { name: "At once" }))),
    );
    expect(codes.toSorted()).toEqual(["already-exists", "already-exists", "already-exists", "ok"]);
  });

  it("is deleted until it was published; evidence stays", async () => {
    const { id } = await storeDraft("Never published", ["gone"]);
    expect(codeOf(await removeSiteConfig(ADMIN, id, await versionOf(id)))).toBe("ok");
    expect(codeOf(await getSiteConfig(ADMIN, id))).toBe("not-found");
    const published = await storeDraft("Published", ["stays"]);
    await publish(published.id);
    expect(codeOf(await removeSiteConfig(ADMIN, published.id, await versionOf(published.id)))).toBe("in-use");
  });
});

describe("mappings", () => {
  it("of a certificate that is mapped there already are refused with the account that has it", async () => {
    const { id } = await storeDraft("Once only", ["grace"]);
    const certificate = await storeCertificate("grace");
    const account = await storeAccount("CONTOSO\\somebody-else");
    const refused = await addMapping(ADMIN, id, { certificateId: certificate.id, accountId: account.id });
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: "already-mapped",
        field: "certificateId",
        message: "This certificate is already mapped to CONTOSO\\grace in Once only.",
      },
    });
    const elsewhere = await storeDraft("Elsewhere");
    const wanted = { certificateId: certificate.id, accountId: account.id };
    expect(codeOf(await addMapping(ADMIN, elsewhere.id, wanted))).toBe("ok");
  });

  it("added ten at once are all there, each counted in the version, while others publish", async () => {
    const { id } = await storeDraft("Busy", ["first"]);
    const account = await storeAccount("CONTOSO\\busy");
    const certificates = [];
    for (let n = 0; n < 10; n++) certificates.push(await storeCertificate(`busy-${n}`));
    const before = await versionOf(id);
    const added = certificates.map(({ id: certificateId }) =>
      addMapping(ADMIN, id, { certificateId, accountId: account.id }),
    );
    const published = Array.from({ length: 3 }, async () =>
      codeOf(await publishRevision(ADMIN, id, await versionOf(id), { message: "meanwhile" })),
    );
    expect((await Promise.all(added)).map(codeOf)).toEqual(certificates.map(() => "ok"));
    for (const code of await Promise.all(published))
      expect(["ok", "conflict", "nothing-to-publish"]).toContain(code);
    expect(must(await listMappings(ADMIN, id, {})).total).toBe(11);
    expect(await versionOf(id)).toBe(before + 10);
    const revision = await publish(id);
    const { config } = must(await getRevision(ADMIN, id, revision.number));
    expect(config.iisClientCertificateMappingAuthentication?.oneToOneMappings).toHaveLength(11);
    const events = await eventsOf("mapping.add");
    expect(events.filter(({ nounName }) => nounName.endsWith(" in Busy"))).toHaveLength(11);
  });

  it("of one certificate added ten times at once is there once; the others are told", async () => {
    const { id } = await storeDraft("Same at once");
    const { id: certificateId } = await storeCertificate("same");
    const { id: accountId } = await storeAccount("CONTOSO\\same");
    const codes = await Promise.all(
      Array.from({ length: 10 }, async () =>
        codeOf(await addMapping(ADMIN, id, { certificateId, accountId })),
      ),
    );
    expect(codes.filter((code) => code === "ok")).toHaveLength(1);
    expect(codes.filter((code) => code === "already-mapped")).toHaveLength(9);
    expect(await versionOf(id)).toBe(2);
  });

  it("removed twice at once are removed once", async () => {
    const { id } = await storeDraft("Removed", ["heidi"]);
    const mappingId = must(await listMappings(ADMIN, id, {})).items[0]?.id ?? "";
    const codes = await Promise.all(
      Array.from({ length: 4 }, async () => codeOf(await removeMapping(ADMIN, id, mappingId))),
    );
    expect(codes.toSorted()).toEqual(["not-found", "not-found", "not-found", "ok"]);
    expect(codeOf(await updateMapping(ADMIN, id, mappingId, { enabled: false }))).toBe("not-found");
  });

  it("belong to their site config: another one's address does not reach them", async () => {
    const [mine, other] = [await storeDraft("Mine", ["ivan"]), await storeDraft("Not mine")];
    const mappingId = must(await listMappings(ADMIN, mine.id, {})).items[0]?.id ?? "";
    expect(codeOf(await removeMapping(ADMIN, other.id, mappingId))).toBe("not-found");
    expect(codeOf(await updateMapping(ADMIN, other.id, mappingId, { enabled: false }))).toBe("not-found");
    expect(must(await listMappings(ADMIN, mine.id, {})).total).toBe(1);
  });

  it("are not added when the event cannot be written", async () => {
    const { id, version } = await storeDraft("No evidence");
    const { id: certificateId } = await storeCertificate("no-evidence");
    const { id: accountId } = await storeAccount("CONTOSO\\no-evidence");
    const { allow } = await refuseEvents("mapping.add");
    await expect(addMapping(ADMIN, id, { certificateId, accountId })).rejects.toThrow("no room for events");
    await allow();
    expect(must(await listMappings(ADMIN, id, {})).total).toBe(0);
    expect(await versionOf(id)).toBe(version);
  });
});

describe("publishing", () => {
  it("makes a numbered revision with openssl's blob in it, and says when there is nothing new", async () => {
    const { id } = await storeDraft("Numbered", ["judy"]);
    const first = await publish(id, "first");
    expect(first).toMatchObject({ number: 1, message: "first", publishedBy: ADMIN.name });
    const { config } = must(await getRevision(ADMIN, id, 1));
    expect(config.iisClientCertificateMappingAuthentication?.oneToOneMappings).toEqual([
      { name: "judy", enabled: true, userName: "CONTOSO\\judy", certificate: blobByOpenssl(derOf("judy")) },
    ]);
    const again = await publishRevision(ADMIN, id, await versionOf(id), { message: "again" });
    expect(again).toMatchObject({ ok: false, error: { code: "nothing-to-publish" } });
    expect(must(await getSiteConfig(ADMIN, id))).toMatchObject({ unpublished: false, lastRevision: 1 });
    await storeMapping(id, "kim");
    expect(must(await getSiteConfig(ADMIN, id)).unpublished).toBe(true);
    expect((await publish(id)).number).toBe(2);
  });

  it("gives the same digest for the same content, in whatever order it was made", async () => {
    const [one, two] = [
      await storeDraft("Order one", ["leo", "mia"]),
      await storeDraft("Order two", ["mia", "leo"]),
    ];
    const digest = (await publish(one.id)).digest;
    expect((await publish(two.id)).digest).toBe(digest);
    expect(must(await getSiteConfig(ADMIN, one.id)).draftDigest).toBe(digest);
    const mapping = must(await listMappings(ADMIN, two.id, {})).items[0];
    must(await updateMapping(ADMIN, two.id, mapping?.id ?? "", { enabled: false }));
    expect((await publish(two.id)).digest).not.toBe(digest);
    must(await updateMapping(ADMIN, two.id, mapping?.id ?? "", { enabled: true }));
    expect((await publish(two.id)).digest).toBe(digest);
  });

  it("by ten people at once makes one revision", async () => {
    const { id } = await storeDraft("Published at once", ["nina"]);
    const version = await versionOf(id);
    const codes = await Promise.all(
      Array.from({ length: 10 }, async () =>
        codeOf(await publishRevision(ADMIN, id, version, { message: "m" })),
      ),
    );
    expect(codes.filter((code) => code === "ok")).toHaveLength(1);
    expect(codes.filter((code) => code === "nothing-to-publish")).toHaveLength(9);
  });

  it("takes the draft that was seen and a message, from those who may", async () => {
    const { id } = await storeDraft("Careful", ["olga"]);
    const version = await versionOf(id);
    expect(codeOf(await publishRevision(ADMIN, id, version - 1, { message: "m" }))).toBe("conflict");
    expect(codeOf(await publishRevision(ADMIN, id, null, { message: "m" }))).toBe("if-match-required");
    expect(codeOf(await publishRevision(ADMIN, id, version, { message: "  " }))).toBe("invalid-input");
    const operator = personOf("operator");
    expect(codeOf(await publishRevision(operator, id, version, { message: "m" }))).toBe("not-allowed");
    expect(await db().revision.count({ where: { siteConfigId: id } })).toBe(0);
  });

  it("makes what the database itself refuses to change or delete", async () => {
    const { id } = await storeDraft("Evidence", ["paul"]);
    await publish(id);
    const where = { siteConfigId_number: { siteConfigId: id, number: 1 } };
    await expect(db().revision.update({ where, data: { message: "rewritten" } })).rejects.toThrow();
    await expect(db().revision.delete({ where })).rejects.toThrow();
    expect(await db().revision.findUnique({ where })).toMatchObject({ message: "because" });
    await expect(db().$executeRaw`UPDATE "Revision" SET message = 'rewritten'`).rejects.toThrow("is refused");
    await expect(db().$executeRaw`DELETE FROM "Revision"`).rejects.toThrow("is refused");
    await expect(db().$executeRaw`TRUNCATE "Revision" CASCADE`).rejects.toThrow("is refused");
    await expect(db().$executeRaw`UPDATE "AuditEvent" SET reason = 'none'`).rejects.toThrow("is refused");
    await expect(db().$executeRaw`DELETE FROM "AuditEvent"`).rejects.toThrow("is refused");
  });

  it("leaves what was published as it was when draft, account and certificate go on", async () => {
    const { id } = await storeDraft("Goes on", ["quin"]);
    await publish(id);
    const before = must(await getRevision(ADMIN, id, 1));
    const mapping = must(await listMappings(ADMIN, id, {})).items[0];
    must(await removeMapping(ADMIN, id, mapping?.id ?? ""));
    expect(must(await getRevision(ADMIN, id, 1))).toEqual(before);
  });
});

describe("reading", () => {
  it("previews draft and revision as XML, with a comment where the password would be", async () => {
    const { id } = await storeDraft("Previewed", ["rita"], "Never-in-XML-1!");
    await publish(id);
    await storeMapping(id, "saul");
    const draft = must(await previewSiteConfig(ADMIN, id, { scope: "Default Web Site" }));
    const revision = must(await previewSiteConfig(ADMIN, id, { scope: "Default Web Site", revision: "1" }));
    expect(draft.text).toContain("CONTOSO\\saul");
    expect(revision.text).toContain("CONTOSO\\rita");
    expect(revision.text).toContain(blobByOpenssl(derOf("rita")));
    expect(revision.text).not.toContain("CONTOSO\\saul");
    expect(draft.text + revision.text).not.toContain("Never-in-XML-1!");
  });

  it("previews every form with its extension and without a password, or refuses with a sentence", async () => {
    const { id } = await storeDraft("In every form", ["tess"], "Never-in-a-script-1!");
    const names = new Set<string>();
    for (const as of RENDERER_NAMES) {
      const preview = await previewSiteConfig(ADMIN, id, { as, scope: "Default Web Site" });
      if (as === "appcmd") {
        expect(preview).toMatchObject({ ok: false, error: { code: "render-refused" } });
        continue;
      }
      const { text, contentType, fileName } = must(preview);
      expect(text).not.toContain("Never-in-a-script-1!");
      if (as !== "netsh") expect(text).toContain("tess");
      expect(contentType).toBe(
        RENDERINGS[as].language === "xml" ? "text/xml; charset=utf-8" : "text/plain; charset=utf-8",
      );
      expect(fileName.endsWith(`.${RENDERINGS[as].extension}`)).toBe(true);
      names.add(fileName);
    }
    expect(names.size).toBe(RENDERER_NAMES.length - 1);
    expect(codeOf(await previewSiteConfig(ADMIN, id, { as: "cobol" }))).toBe("invalid-input");
    expect(codeOf(await previewSiteConfig(ADMIN, id, { scope: "Site/app" }))).toBe("scope-below-site");
  });

  it("answers not-found for what is not there, however odd its name", async () => {
    const { id } = await storeDraft("Odd questions");
    expect(codeOf(await previewSiteConfig(ADMIN, id, { revision: "1" }))).toBe("not-found");
    for (const number of ["0", "-1", "1.5", "x", "99999999999", "1e40"])
      expect(codeOf(await getRevision(ADMIN, id, number))).toBe("not-found");
    expect(codeOf(await previewSiteConfig(ADMIN, id, { revision: "99999999999" }))).toBe("invalid-input");
    expect(codeOf(await getSiteConfig(ADMIN, "' OR 1=1"))).toBe("not-found");
    expect(codeOf(await listMappings(ADMIN, "x", {}))).toBe("not-found");
    expect(codeOf(await listSiteConfigs(ADMIN, { cursor: "x" }))).toBe("invalid-input");
  });
});

describe("findings", () => {
  it("are those of the draft as it is now, counted by severity", async () => {
    const { id, version } = await storeDraft("Linted", ["uma"]);
    const before = findingsSchema.parse(must(await listFindings(ADMIN, id)));
    expect(before.items.map(({ code }) => code)).not.toContain("anonymous-on");
    const settings = { ...INITIAL_SETTINGS, anonymousAuthentication: { enabled: true } };
    must(await updateSiteConfig(ADMIN, id, await versionOf(id), { settings }));
    expect(await versionOf(id)).toBeGreaterThan(version);
    const after = findingsSchema.parse(must(await listFindings(personOf("viewer"), id)));
    const found = after.items.find(({ code }) => code === "anonymous-on");
    expect(found?.because.map(({ id }) => id)).toContain("anonymous-lets-in");
    expect(found?.because[0]?.statement).toMatch(/\.$/);
    expect(after.total).toBe(after.items.length);
    expect(after.counts.error + after.counts.warning + after.counts.info).toBe(after.total);
  });

  it("name the mapping that they are about", async () => {
    const { id } = await storeDraft("Named", ["uma"]);
    const bytes = certificate({ subject: "/CN=vera", extensions: ["extendedKeyUsage=serverAuth"] });
    const { certificates } = must(await uploadCertificates(ADMIN, { bytes, fileName: "vera.cer" }));
    const { id: accountId } = await storeAccount("CONTOSO\\vera");
    const certificateId = certificates[0]?.certificate.id ?? "";
    must(await addMapping(ADMIN, id, { certificateId, accountId, name: "vera" }));
    const { items } = must(await listFindings(ADMIN, id));
    expect(items.find(({ code }) => code === "no-client-auth")?.entry).toMatchObject({
      list: "oneToOneMappings",
      index: 1,
      name: "vera",
    });
    expect(codeOf(await listFindings(ADMIN, "x"))).toBe("not-found");
  });
});

describe("a test with a certificate", () => {
  it("says who it is, by which mapping, and why not the others", async () => {
    const { id } = await storeDraft("Asked", ["walt", "xena"]);
    const { id: certificateId } = await storeCertificate("xena");
    const events = await db().auditEvent.count();
    const answer = resolutionSchema.parse(
      must(await resolveCertificate(personOf("viewer"), id, { certificateId })),
    );
    expect(answer).toMatchObject({
      decision: "allow",
      account: "CONTOSO\\xena",
      by: { list: "oneToOneMappings", index: 1, name: "xena" },
      outcome: { status: null, identity: "CONTOSO\\xena" },
      certainty: { verified: false, note: "not verified against IIS" },
      entries: 2,
    });
    expect(answer.certainty.because.map(({ id }) => id)).toContain("one-to-one-by-der");
    expect(answer.trace.map(({ name, result }) => [name, result])).toEqual([
      ["walt", "no"],
      ["xena", "decided"],
    ]);
    expect(await db().auditEvent.count()).toBe(events);
  });

  it("is asked of the draft or of a revision", async () => {
    const { id } = await storeDraft("Asked twice", ["yuri"]);
    await publish(id);
    await storeMapping(id, "zoe");
    const { id: certificateId } = await storeCertificate("zoe");
    expect(must(await resolveCertificate(ADMIN, id, { certificateId })).decision).toBe("allow");
    const published = must(await resolveCertificate(ADMIN, id, { certificateId, revision: 1 }));
    expect(published).toMatchObject({ decision: "no-match", account: null, by: null, entries: 1 });
    expect(codeOf(await resolveCertificate(ADMIN, id, { certificateId, revision: 9 }))).toBe("not-found");
    expect(codeOf(await resolveCertificate(ADMIN, id, { certificateId: id }))).toBe("not-found");
    expect(codeOf(await resolveCertificate(ADMIN, id, { certificateId: "x" }))).toBe("invalid-input");
    expect(codeOf(await resolveCertificate(ADMIN, "x", { certificateId }))).toBe("not-found");
  });
});
