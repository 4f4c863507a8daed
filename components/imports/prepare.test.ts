import { describe, expect, it } from "vitest";
import { readContent } from "@/components/certificates/read-file";
import { CertificateFiles } from "@/components/imports/certificate-files";
import type { ListRow } from "@/components/imports/list";
import { findRepeated, prepareRow } from "@/components/imports/prepare";
import { ca, certificate, toPemText } from "@/lib/pki/fixtures/openssl";

const ann = certificate({ subject: "/CN=Ann" });
const ben = certificate({ subject: "/CN=Ben" });
const leaf = certificate({ issued: true, subject: "/CN=Leaf" });
const text = (value: string) => new Uint8Array(Buffer.from(value));

async function filesOf(entries: Record<string, Uint8Array>): Promise<CertificateFiles> {
  const files = new CertificateFiles();
  for (const [name, content] of Object.entries(entries)) files.add(name, await readContent(name, content));
  return files;
}
const rowOf = (row: number, wanted: string, says: Partial<ListRow> = {}): ListRow => {
  return { row, account: "a", certificate: wanted, name: "", owner: "", tags: [], enabled: null, ...says };
};

describe("a row's certificate", () => {
  it("is the file of that path or name, whatever its case and slashes", async () => {
    const files = await filesOf({
      "People/Ann.cer": ann,
      "ben.txt": text(toPemText(ben)),
      "x/same.cer": ann,
      "y/same.cer": ben,
    });
    const named = (wanted: string) => {
      const found = files.find(wanted);
      return found.ok ? found.value.subject : `${found.error.code}: ${found.error.message}`;
    };
    expect(named("people\\ann.CER")).toBe("CN=Ann");
    expect(named("C:\\certs\\ann.cer")).toBe("CN=Ann");
    expect(named(".\\BEN.txt")).toBe("CN=Ben");
    expect(named("y/same.cer")).toBe("CN=Ben");
    expect(named("same.cer")).toMatch(/Several files/);
    expect(named("nobody.cer")).toMatch(/no file "nobody.cer"/);
    expect(named("")).toMatch(/^cert-empty/);
  });

  it("may stand in the row itself, as base64, PEM or hex", async () => {
    const files = new CertificateFiles();
    for (const wanted of [
      Buffer.from(ann).toString("base64"),
      toPemText(ann),
      Buffer.from(ann).toString("hex"),
    ])
      expect(files.find(wanted)).toMatchObject({ ok: true, value: { subject: "CN=Ann" } });
    expect(files.find("not a certificate").ok).toBe(false);
  });

  it("is the leaf of a chain; several leaves, a key and a PKCS#12 file are refused", async () => {
    const chain = text(toPemText(leaf) + toPemText(ca()));
    const files = await filesOf({
      "chain.pem": chain,
      "two.pem": text(toPemText(ann) + toPemText(ben)),
      "junk.cer": text("?"),
    });
    expect(files.find("chain.pem")).toMatchObject({ ok: true, value: { subject: "CN=Leaf" } });
    const two = files.find("two.pem");
    expect(!two.ok && two.error.message).toContain("2 certificates");
    expect(files.find("junk.cer").ok).toBe(false);
  });
});

describe("rows with the same certificate", () => {
  const blobs = { ann: Buffer.from(ann).toString("base64"), ben: Buffer.from(ben).toString("base64") };
  const verdicts = (...rows: ListRow[]) =>
    findRepeated(rows.map((row) => prepareRow(row, new CertificateFiles()))).map(({ verdict }) => verdict);

  it("count once when they say the same", () => {
    expect(verdicts(rowOf(2, blobs.ann), rowOf(3, blobs.ben), rowOf(4, blobs.ann, { account: "A" }))).toEqual(
      [undefined, undefined, "same"],
    );
  });

  it("are all left out when they contradict each other", () => {
    expect(
      verdicts(
        rowOf(2, blobs.ann),
        rowOf(3, blobs.ann, { account: "b" }),
        rowOf(4, blobs.ann),
        rowOf(5, blobs.ben),
        rowOf(6, "nobody.cer"),
        rowOf(7, "nobody.cer"),
      ),
    ).toEqual(["conflict", "conflict", "conflict", undefined, "error", "error"]);
  });
});
