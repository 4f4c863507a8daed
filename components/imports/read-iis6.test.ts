import { describe, expect, it } from "vitest";
import { CertificateFiles } from "@/components/imports/certificate-files";
import { readList } from "@/components/imports/read-list";
import { certificate } from "@/lib/pki/fixtures/openssl";

const ann = certificate({ subject: "/CN=Ann" });
const SECRET = "Zq7-Kiefern";

function custom(id: number, value: string, type = "STRING"): string {
  return `<Custom Name="UnknownName_${id}" ID="${id}" Value="${value}" Type="${type}" UserType="IIS_MD_UT_SERVER" Attributes="NO_ATTRIBUTES"/>`;
}
/** What IIS 6 wrote for one mapping: a key named by the thumbprint, binary values as hex. */
function mapping(site: number, key: string, account: string, enabled?: string): string {
  const properties = [
    custom(2078, Buffer.from(ann).toString("hex"), "BINARY"),
    custom(2079, account),
    custom(2080, `Map of ${account}`),
    enabled === undefined ? "" : custom(2081, enabled, "DWORD"),
    custom(2083, SECRET),
  ];
  return `<IIsConfigObject Location ="/LM/W3SVC/${site}/Cert11/Mappings/${key}">${properties.join("\n")}</IIsConfigObject>`;
}
const metabase = (...keys: string[]) =>
  `<?xml version="1.0"?>\r\n<configuration xmlns="urn:microsoft-catalog:XML_Metabase_V64_0"><MBProperty>` +
  `<IIsWebServer Location ="/LM/W3SVC/1" ServerComment="Default"/>${keys.join("\r\n")}</MBProperty></configuration>`;
const bytes = (text: string, encoding: BufferEncoding = "utf8") =>
  new Uint8Array(Buffer.from(text, encoding));

describe("a metabase of IIS 6", () => {
  it("gives the one-to-one mappings of each site, and never their passwords", () => {
    const text = metabase(
      mapping(1, "aabb", "CONTOSO\\ann", "1"),
      mapping(1, "2", "CONTOSO\\ben", "0"),
      mapping(7, "3", "local"),
    );
    const list = readList(bytes(text));
    expect(list?.ok && list.value.groups.map(({ label, rows }) => [label, rows.length])).toEqual([
      ["Site 1", 2],
      ["Site 7", 1],
    ]);
    const rows = list?.ok ? list.value.groups.flatMap((group) => group.rows) : [];
    expect(rows.map(({ account, name, enabled }) => [account, name, enabled])).toEqual([
      ["CONTOSO\\ann", "Map of CONTOSO\\ann", true],
      ["CONTOSO\\ben", "Map of CONTOSO\\ben", false],
      // A mapping without the property is a disabled one.
      ["local", "Map of local", false],
    ]);
    const found = new CertificateFiles().find(rows[0]?.certificate ?? "");
    expect(found.ok && Buffer.from(found.value.der).equals(Buffer.from(ann))).toBe(true);
    expect(JSON.stringify(list)).not.toContain(SECRET);
  });

  it("is known by its content, also in UTF-16", () => {
    const text = `\ufeff${metabase(mapping(1, "1", "ann", "1"))}`;
    expect(readList(bytes(text, "utf16le"))?.ok).toBe(true);
    expect(readList(bytes(metabase()))).toBeUndefined();
    expect(readList(bytes("<html>Cert11</html>"))).toBeUndefined();
  });

  it("is refused with the place where its XML is damaged", () => {
    const list = readList(bytes(metabase(mapping(1, "1", "ann & ben", "1"))));
    expect(list && !list.ok && list.error).toMatchObject({ code: "xml-malformed", line: 3 });
    const none = readList(bytes(metabase("<IIsFilter Location='/LM/W3SVC/x/Cert11/Mappings/1'/>")));
    expect(none && !none.ok && none.error.code).toBe("list-malformed");
  });
});
