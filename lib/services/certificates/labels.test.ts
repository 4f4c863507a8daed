import { describe, expect, it } from "vitest";
import type { CertificateQuery } from "@/lib/api/certificates";
import { CONSOLE } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { reverseHex } from "@/lib/pki/ad-mapping";
import { certificate } from "@/lib/pki/fixtures/openssl";
import { withTestDatabase } from "@/scripts/test-database";
import {
  ADMIN,
  codeOf,
  eventsOf,
  must,
  personOf,
  refuseEvents,
  storeCertificate,
  storeDraft,
} from "../test-world";
import { getCertificate } from "./get";
import { labelCertificates } from "./label";
import { listLabels } from "./labels";
import { listCertificates } from "./list";
import { rereadCertificates } from "./reread";
import { updateCertificate } from "./update";
import { uploadCertificates } from "./upload";

withTestDatabase();

async function store(wishes: Parameters<typeof certificate>[0]) {
  const bytes = certificate(wishes);
  const [first] = must(await uploadCertificates(ADMIN, { bytes, fileName: "a.cer" })).certificates;
  if (!first) throw new Error("nothing stored");
  return first.certificate;
}
const namesOf = async (query: Partial<CertificateQuery>) =>
  must(await listCertificates(ADMIN, query)).items.map(({ displayName }) => displayName);

describe("owner, notes and tags", () => {
  it("are changed with an event that says what they were", async () => {
    const { id } = await storeCertificate("labelled");
    const changed = must(
      await updateCertificate(ADMIN, id, 1, { owner: " Team A ", tags: ["vpn", "VPN", "prod"] }),
    );
    expect(changed).toMatchObject({ owner: "Team A", tags: ["vpn", "prod"], version: 2 });
    must(await updateCertificate(ADMIN, id, 2, { notes: "Line one\nline two" }));
    expect(must(await getCertificate(ADMIN, id))).toMatchObject({ notes: "Line one\nline two", version: 3 });
    const events = (await eventsOf("certificate.update")).filter(({ nounId }) => nounId === id);
    expect(events.map(({ before, after }) => [before, after])).toEqual([
      [
        { owner: "", notes: "", tags: [] },
        { owner: "Team A", notes: "", tags: ["vpn", "prod"] },
      ],
      [
        { owner: "Team A", notes: "", tags: ["vpn", "prod"] },
        { owner: "Team A", notes: "Line one\nline two", tags: ["vpn", "prod"] },
      ],
    ]);
  });

  it("do not overwrite what somebody else wrote meanwhile", async () => {
    const { id } = await storeCertificate("two-people");
    must(await updateCertificate(ADMIN, id, 1, { owner: "first" }));
    expect(codeOf(await updateCertificate(ADMIN, id, 1, { owner: "second" }))).toBe("conflict");
    expect(codeOf(await updateCertificate(ADMIN, id, null, { owner: "second" }))).toBe("if-match-required");
    expect(must(await getCertificate(ADMIN, id)).owner).toBe("first");
  });

  it("leave no trace when nothing changed, and no change without a trace", async () => {
    const { id } = await storeCertificate("no-trace");
    must(await updateCertificate(ADMIN, id, 1, { owner: "" }));
    expect((await eventsOf("certificate.update")).some(({ nounId }) => nounId === id)).toBe(false);
    const { allow } = await refuseEvents("certificate.update");
    await expect(updateCertificate(ADMIN, id, 1, { owner: "x" })).rejects.toThrow("no room for events");
    await allow();
    expect(must(await getCertificate(ADMIN, id))).toMatchObject({ owner: "", version: 1 });
  });

  it("are refused where they could not be shown or written in a list", async () => {
    const { id } = await storeCertificate("refused-labels");
    for (const input of [
      { owner: "a\u0007" },
      { tags: ["a,b"] },
      { tags: ["a;b"] },
      { tags: [" "] },
      { notes: "x".repeat(10_001) },
    ])
      expect(codeOf(await updateCertificate(ADMIN, id, 1, input))).toBe("invalid-input");
    expect(codeOf(await updateCertificate(personOf("operator"), id, 1, { owner: "x" }))).toBe("not-allowed");
  });

  it("of many are changed together or not at all", async () => {
    const one = await storeCertificate("many-one");
    const two = await storeCertificate("many-two");
    must(await updateCertificate(ADMIN, one.id, 1, { tags: ["Old", "keep"] }));
    const ids = [one.id, two.id];
    const answer = must(
      await labelCertificates(ADMIN, { ids, owner: "Ops", addTags: ["new"], removeTags: ["old"] }),
    );
    expect(answer).toEqual({ changed: 2 });
    expect(must(await getCertificate(ADMIN, one.id))).toMatchObject({ owner: "Ops", tags: ["keep", "new"] });
    expect(must(await labelCertificates(ADMIN, { ids, addTags: ["NEW"] }))).toEqual({ changed: 0 });
    const gone = "01900000-0000-7000-8000-000000000000";
    expect(codeOf(await labelCertificates(ADMIN, { ids: [...ids, gone], owner: "Nobody" }))).toBe(
      "not-found",
    );
    expect(must(await getCertificate(ADMIN, two.id)).owner).toBe("Ops");
    const labels = must(await listLabels(ADMIN));
    expect(labels.owners).toContain("Ops");
    expect(labels.tags).toEqual(expect.arrayContaining(["new", "keep"]));
    expect(await namesOf({ tag: "new" })).toEqual(["many-two", "many-one"]);
    expect(await namesOf({ owner: "Ops", tag: "keep" })).toEqual(["many-one"]);
  });
});

describe("finding", () => {
  it("looks at names, numbers both ways round, UPN, owner, tags and notes", async () => {
    const found = await store({
      subject: "/O=Findable/CN=Zoe Zimt",
      serial: "0x7a11c0ffee55",
      extensions: [
        "subjectAltName = otherName:1.3.6.1.4.1.311.20.2.3;UTF8:zoe@contoso.com, email:zimt@example.org",
      ],
    });
    must(
      await updateCertificate(ADMIN, found.id, 1, { owner: "Quentin", tags: ["edge_1"], notes: "By hand." }),
    );
    const serial = "7a11c0ffee55";
    const queries = [
      "zoe zi",
      "o=findable",
      "ZOE@contoso",
      "zimt@example",
      "quentin",
      "edge_1",
      "by hand",
      serial,
    ];
    const spaced = (reverseHex(serial).match(/../g) ?? []).join(" ").toUpperCase();
    for (const query of [
      ...queries,
      spaced,
      found.sha256.slice(3, 30),
      `${found.sha1.slice(0, 2)}:${found.sha1.slice(2, 12)}`,
    ])
      expect(await namesOf({ query }), query).toEqual(["Zoe Zimt"]);
    expect(await namesOf({ query: "edge%1" })).toEqual([]);
  });

  it("tells validity, mapped and use apart", async () => {
    const now = Date.now();
    const at = (days: number) =>
      `${new Date(now + days * 86_400_000).toISOString().replace(/\D/g, "").slice(0, 14)}Z`;
    for (const days of [-3, 1, 10, 20, 50, 70])
      await store({ subject: `/CN=ends in ${days}`, from: at(-9), to: at(days) });
    const within = (days: string) =>
      namesOf({
        query: "ends in",
        validity: `within-${days}` as CertificateQuery["validity"],
        sort: "notAfter",
      });
    expect(await within("2")).toEqual(["ends in 1"]);
    expect(await within("15")).toEqual(["ends in 1", "ends in 10"]);
    expect(await within("30")).toEqual(["ends in 1", "ends in 10", "ends in 20"]);
    expect(await within("60")).toEqual(["ends in 1", "ends in 10", "ends in 20", "ends in 50"]);
    expect(await namesOf({ query: "ends in", validity: "expired" })).toEqual(["ends in -3"]);
    expect(await namesOf({ query: "ends in", validity: "valid" })).toHaveLength(5);

    await storeDraft("Filter portal", ["is-mapped"]);
    expect(await namesOf({ query: "is-mapped", mapped: "yes" })).toEqual(["is-mapped"]);
    expect(await namesOf({ query: "is-mapped", mapped: "no" })).toEqual([]);

    await store({ subject: "/CN=usage server", extensions: ["extendedKeyUsage = serverAuth"] });
    await store({ subject: "/CN=usage client", extensions: ["extendedKeyUsage = clientAuth"] });
    await store({ subject: "/CN=usage none" });
    expect((await namesOf({ query: "usage", use: "client" })).toSorted()).toEqual([
      "usage client",
      "usage none",
    ]);
  });
});

describe("reading again", () => {
  it("gives rows of an older version what a new upload has, however often it is cut off", async () => {
    const stored = await store({
      subject: "/O=Old/CN=Reread",
      extensions: ["subjectKeyIdentifier = hash", "extendedKeyUsage = clientAuth"],
    });
    const columns = {
      reading: true,
      subjectKey: true,
      issuerKey: true,
      subjectKeyIdentifier: true,
      keySha256: true,
      upnKeys: true,
      selfIssued: true,
      isCa: true,
      clientAuth: true,
      version: true,
    };
    const where = { id: stored.id };
    const before = await db().certificate.findUniqueOrThrow({ where, select: columns });
    expect(before.subjectKeyIdentifier).toMatch(/^[0-9a-f]{40}$/);
    await db().certificate.updateMany({
      data: {
        reading: 0,
        subjectKey: "",
        issuerKey: "",
        subjectKeyIdentifier: null,
        keySha256: "",
        clientAuth: false,
      },
    });
    const altered = await storeCertificate("altered-by-hand");
    await db().certificate.update({
      where: { id: altered.id },
      data: { reading: 0, der: Buffer.from("no") },
    });

    const stopped = new AbortController();
    stopped.abort();
    expect(must(await rereadCertificates(CONSOLE, stopped.signal))).toBe(0);
    const all = await db().certificate.count();
    expect(must(await rereadCertificates(CONSOLE))).toBe(all);
    expect(await db().certificate.findUniqueOrThrow({ where, select: columns })).toEqual(before);
    expect(must(await rereadCertificates(CONSOLE))).toBe(0);
    expect(codeOf(await rereadCertificates(ADMIN))).toBe("not-allowed");
  });
});
