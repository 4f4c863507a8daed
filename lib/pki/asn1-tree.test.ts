import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Asn1Element, readAsn1Tree } from "@/lib/pki/asn1-tree";
import * as der from "@/lib/pki/fixtures/encode";
import { certificate, openssl } from "@/lib/pki/fixtures/openssl";

function tree(bytes: Uint8Array): Asn1Element {
  const result = readAsn1Tree(bytes);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const ann = certificate({
  key: "rsa",
  subject: "/C=DE/CN=Zoë",
  extensions: ["extendedKeyUsage = clientAuth"],
});

describe("raw view", () => {
  it("lists the elements that openssl asn1parse lists", () => {
    const theirs = openssl(["asn1parse", "-inform", "DER"], ann)
      .toString()
      .split("\n")
      .map((line) => /^\s*(\d+):d=\d+\s+hl=\d+\s+l=\s*(\d+)/.exec(line))
      .filter((match) => match !== null)
      .map((match) => `${match[1]}+${match[2]}`);
    // Theirs does not look into strings, ours does.
    const list = (element: Asn1Element): string[] => [
      `${element.offset}+${element.length}`,
      ...(/STRING/.test(element.type) ? [] : element.children.flatMap(list)),
    ];
    expect(list(tree(ann))).toEqual(theirs);
  });

  it("names types and values, and opens what strings hold", () => {
    const text = JSON.stringify(tree(ann));
    for (const value of [
      '"type":"UTF8String"',
      '"value":"Zoë"',
      "1.2.840.113549.1.1.11 (sha256WithRSAEncryption)",
      "2.5.4.3 (CN)",
      "2.5.29.37 (Extended Key Usage)",
      "1.3.6.1.5.5.7.3.2 (Client Authentication)",
      '"type":"[3]"',
      '"type":"UTCTime"',
    ]) {
      expect(text).toContain(value);
    }
    expect(text).toMatch(/"type":"INTEGER","offset":\d+,"length":257,"value":"00[0-9a-f]{126}…"/);
  });

  it("shows rare types", () => {
    const rare = der.sequence(
      der.node(0x01, der.octets(0)),
      der.node(0x01, der.octets(255)),
      der.node(0x09, der.octets(1)),
      der.node(0x41),
      der.node(0xc2),
      der.octets(0x9f, 0x81, 0x01, 0),
      der.oid("1.2.3"),
      der.node(0x04, der.octets(0x30, 5)),
    );
    expect(tree(rare).children.map(({ type, value }) => `${type} ${value}`)).toEqual([
      "BOOLEAN FALSE",
      "BOOLEAN TRUE",
      "UNIVERSAL 9 01",
      "APPLICATION 1 ",
      "PRIVATE 2 ",
      "[129] ",
      "OBJECT IDENTIFIER 1.2.3",
      "OCTET STRING 3005",
    ]);
  });

  it.each([
    ["nothing", der.octets()],
    ["bytes behind", der.octets(5, 0, 5, 0)],
    [
      "nesting without end",
      Array.from({ length: 80 }).reduce<Uint8Array>((inner) => der.sequence(inner), der.octets(5, 0)),
    ],
    ["too many elements", der.sequence(new Uint8Array(50_000).map((_, i) => (i % 2 === 0 ? 5 : 0)))],
    [
      "too many elements in a string",
      der.node(4, der.sequence(new Uint8Array(50_000).map((_, i) => (i % 2 === 0 ? 5 : 0)))),
    ],
  ])("refuses %s", (_, bytes) => {
    expect(readAsn1Tree(bytes)).toMatchObject({ ok: false, error: { code: "cert-malformed" } });
  });

  it("never throws", { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(fc.nat(ann.length - 1), fc.nat(255), (at, value) => {
        readAsn1Tree(ann.map((old, i) => (i === at ? value : old)));
      }),
      { numRuns: process.env.CERTMAP_FULL === "1" ? 20_000 : 300 },
    );
  });
});
