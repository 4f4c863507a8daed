import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { certificate, keyFile, openssl } from "@/lib/pki/fixtures/openssl";
import { withTestDatabase } from "@/scripts/test-database";
import { removeMapping } from "../mappings/remove";
import {
  ADMIN,
  blobByOpenssl,
  codeOf,
  derOf,
  eventsOf,
  must,
  personOf,
  refuseEvents,
  storeCertificate,
  storeDraft,
} from "../test-world";
import { downloadCertificate } from "./download";
import { getCertificate } from "./get";
import { listCertificates } from "./list";
import { removeCertificate } from "./remove";
import { uploadCertificates } from "./upload";

withTestDatabase();

const pem = (der: Uint8Array) => openssl(["x509", "-inform", "DER"], der);
const upload = (bytes: Uint8Array) => uploadCertificates(ADMIN, { bytes, fileName: "file.cer" });
const rowsOf = (sha256: string) => db().certificate.count({ where: { sha256 } });

describe("uploading", () => {
  it("stores a certificate once, whatever form it comes in", async () => {
    const der = derOf("once");
    const first = must(await upload(der)).certificates[0];
    const again = must(await upload(pem(der))).certificates[0];
    expect(first?.created).toBe(true);
    expect(again).toEqual({ certificate: first?.certificate, created: false });
    expect(await rowsOf(first?.certificate.sha256 ?? "")).toBe(1);
    const created = await eventsOf("certificate.create");
    expect(created.filter(({ nounId }) => nounId === first?.certificate.id)).toHaveLength(1);
  });

  it("stores it once when ten uploads come at once", async () => {
    const der = derOf("at-once");
    const answers = await Promise.all(Array.from({ length: 10 }, () => upload(der)));
    const certificates = answers.map((answer) => must(answer).certificates[0]);
    expect(certificates.filter((each) => each?.created)).toHaveLength(1);
    expect(new Set(certificates.map((each) => each?.certificate.id)).size).toBe(1);
    const { sha256, id } = certificates[0]?.certificate ?? { sha256: "", id: "" };
    expect(await rowsOf(sha256)).toBe(1);
    const created = await eventsOf("certificate.create");
    expect(created.filter(({ nounId }) => nounId === id)).toHaveLength(1);
  });

  it("does not lose a race between two files that share certificates in another order", async () => {
    const ders = Array.from({ length: 6 }, (_, index) => derOf(`shared-${index}`));
    const forwards = Buffer.concat(ders.map(pem));
    const backwards = Buffer.concat(ders.toReversed().map(pem));
    const answers = await Promise.all([forwards, backwards, forwards, backwards].map(upload));
    expect(answers.map(codeOf)).toEqual(["ok", "ok", "ok", "ok"]);
    expect(await db().certificate.count({ where: { displayName: { startsWith: "shared-" } } })).toBe(6);
  });

  it.each(["p256", "rsa"] as const)("gives the blob that openssl gives (%s)", async (key) => {
    const der = certificate({ key, subject: `/CN=blob ${key}` });
    const stored = must(await upload(pem(der))).certificates[0]?.certificate;
    const detail = must(await getCertificate(ADMIN, stored?.id ?? ""));
    expect(detail.blob).toBe(blobByOpenssl(der));
    expect(must(await downloadCertificate(ADMIN, detail.id, "blob")).body).toBe(blobByOpenssl(der));
    expect(Buffer.from(must(await downloadCertificate(ADMIN, detail.id, "der")).body)).toEqual(
      Buffer.from(der),
    );
    const asPem = must(await downloadCertificate(ADMIN, detail.id, "pem")).body;
    expect(openssl(["x509", "-outform", "DER"], asPem)).toEqual(Buffer.from(der));
  });

  it("makes no certificate when its event cannot be written", async () => {
    const { allow } = await refuseEvents("certificate.create");
    const before = await db().certificate.count();
    await expect(upload(derOf("without-evidence"))).rejects.toThrow("no room for events");
    expect(await db().certificate.count()).toBe(before);
    await allow();
    expect(codeOf(await upload(derOf("without-evidence")))).toBe("ok");
  });

  it("refuses a private key and keeps nothing of the file", async () => {
    const before = await db().certificate.count();
    const events = await db().auditEvent.count();
    const key = openssl(["pkey", "-in", keyFile("p256")]);
    expect(codeOf(await upload(key))).toBe("cert-private-key");
    expect(codeOf(await upload(Buffer.concat([pem(derOf("beside-a-key")), key])))).toBe("cert-private-key");
    expect(await db().certificate.count()).toBe(before);
    expect(await db().auditEvent.count()).toBe(events);
  });

  it("is for editors and administrators", async () => {
    const bytes = derOf("not-for-viewers");
    for (const role of ["viewer", "auditor", "operator"] as const)
      expect(codeOf(await uploadCertificates(personOf(role), { bytes, fileName: "" }))).toBe("not-allowed");
    expect(await db().certificate.count({ where: { displayName: "not-for-viewers" } })).toBe(0);
  });
});

describe("deleting", () => {
  it("is refused while a draft maps it, and says where", async () => {
    const draft = await storeDraft("Claims portal", ["mapped"]);
    const mapping = await db().oneToOneMapping.findFirstOrThrow({ where: { siteConfigId: draft.id } });
    const refused = await removeCertificate(ADMIN, mapping.certificateId);
    expect(refused).toMatchObject({ ok: false, error: { code: "in-use" } });
    expect(refused.ok ? "" : refused.error.message).toContain("Claims portal");
    expect(await db().certificate.count({ where: { id: mapping.certificateId } })).toBe(1);

    must(await removeMapping(ADMIN, draft.id, mapping.id));
    expect(codeOf(await removeCertificate(ADMIN, mapping.certificateId))).toBe("ok");
    expect(await db().certificate.count({ where: { id: mapping.certificateId } })).toBe(0);
    expect((await eventsOf("certificate.delete")).at(-1)?.nounId).toBe(mapping.certificateId);
  });

  it("of the same certificate by many people at once is done once; the others are told", async () => {
    const { id } = await storeCertificate("deleted-at-once");
    const codes = await Promise.all(
      Array.from({ length: 6 }, async () => codeOf(await removeCertificate(ADMIN, id))),
    );
    expect(codes.toSorted()).toEqual([...Array.from({ length: 5 }, () => "not-found"), "ok"]);
    const deleted = await eventsOf("certificate.delete");
    expect(deleted.filter(({ nounId }) => nounId === id)).toHaveLength(1);
  });
});

describe("listing", () => {
  it("gives each certificate once, page by page, in every order", async () => {
    for (const sort of ["-createdAt", "createdAt", "notAfter", "-notAfter", "displayName", "-displayName"]) {
      const seen: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page: { items: { id: string }[]; total: number; nextCursor: string | null } = must(
          await listCertificates(ADMIN, { sort, limit: 4, ...(cursor && { cursor }) }),
        );
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
        expect(page.total).toBe(await db().certificate.count());
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toHaveLength(await db().certificate.count());
    }
  });

  it("finds by a thumbprint as Windows writes it", async () => {
    const { sha1, id } = await storeCertificate("by-thumbprint");
    const query = (sha1.toUpperCase().match(/../g) ?? []).join(" ");
    expect(must(await listCertificates(ADMIN, { query })).items.map((item) => item.id)).toEqual([id]);
  });

  it("refuses a cursor that is not one of ours", async () => {
    expect(codeOf(await listCertificates(ADMIN, { cursor: "nonsense" }))).toBe("invalid-input");
  });
});
