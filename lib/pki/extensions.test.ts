import { describe, expect, it } from "vitest";
import * as der from "@/lib/pki/fixtures/encode";
import { ALL_EXTENSIONS } from "@/lib/pki/fixtures/extensions";
import { CA_EXTENSIONS, ca, certificate } from "@/lib/pki/fixtures/openssl";
import { codeOf, parsed } from "@/lib/pki/fixtures/parsed";

describe("extensions", () => {
  it("reads every one that the product shows", () => {
    expect(parsed(certificate({ extensions: ALL_EXTENSIONS }))).toMatchObject({
      basicConstraints: { ca: true, pathLen: 3 },
      keyUsage: ["digitalSignature", "keyEncipherment", "keyCertSign", "decipherOnly"],
      extendedKeyUsage: ["1.3.6.1.5.5.7.3.2", "1.3.6.1.4.1.311.20.2.2"],
      upn: ["ann@contoso.com"],
      subjectAltName: [
        { kind: "dns", value: "a.contoso.com" },
        { kind: "email", value: "ann@contoso.com" },
        { kind: "uri", value: "https://contoso.com/ann" },
        { kind: "ip", value: "10.1.2.3" },
        { kind: "ip", value: "2001:db8::1" },
        { kind: "rid", value: "1.2.3.4" },
        { kind: "upn", value: "ann@contoso.com", oid: "1.3.6.1.4.1.311.20.2.3" },
        { kind: "other", value: "#0c056f74686572", oid: "1.2.3.4" },
      ],
      sid: "S-1-5-21-1004336348-1177238915-682003330-512",
      crlUrls: ["http://crl.contoso.com/a.crl", "ldap:///CN=a"],
      ocspUrls: ["http://ocsp.contoso.com"],
      issuerUrls: ["http://contoso.com/ca.crt"],
      policies: ["1.2.3.4", "2.5.29.32.0"],
    });
  });

  it("reads key identifiers as openssl makes them", () => {
    const root = parsed(ca());
    const leaf = parsed(
      certificate({
        issued: true,
        extensions: ["subjectKeyIdentifier = hash", "authorityKeyIdentifier = keyid"],
      }),
    );
    expect(root.subjectKeyIdentifier).toBe(root.keyId);
    expect(leaf.subjectKeyIdentifier).toBe(leaf.keyId);
    expect(leaf.authorityKeyIdentifier).toBe(root.keyId);
    expect(leaf.issuer).toBe(root.subject);
    expect(root.extensions).toContainEqual({ oid: "2.5.29.19", critical: true });
    expect(CA_EXTENSIONS).toHaveLength(root.extensions.length);
  });

  it("takes the rarer names of the alternative name", () => {
    const directory = der.node(0xa4, der.name(["2.5.4.3", der.node(0x0c, der.ascii("Ann, Lee"))]));
    const san = der.sequence(
      directory,
      der.node(0xa3, der.octets()),
      der.node(0xa5, der.octets()),
      der.node(0x87, der.octets(1, 2)),
    );
    expect(parsed(der.build({ extensions: [der.extension("2.5.29.17", san)] })).subjectAltName).toEqual([
      { kind: "directory", value: "CN=Ann\\, Lee" },
      { kind: "other", value: "#a300" },
      { kind: "other", value: "#a500" },
      { kind: "ip", value: "#0102" },
    ]);
  });

  it.each([
    ["::", "00".repeat(16)],
    ["1:2:3:4:5:6:7:8", "00010002000300040005000600070008"],
    ["2001:db8:0:1::1", "20010db8000000010000000000000001"],
    ["2001:db8::1:0:0:1", "20010db8000000000001000000000001"],
    ["1::", `0001${"00".repeat(14)}`],
  ])("writes IPv6 as RFC 5952: %s", (text, hex) => {
    const san = der.sequence(der.node(0x87, new Uint8Array(Buffer.from(hex, "hex"))));
    expect(parsed(der.build({ extensions: [der.extension("2.5.29.17", san)] })).subjectAltName).toEqual([
      { kind: "ip", value: text },
    ]);
  });

  it("lets an unknown extension hold anything, and marks it critical", () => {
    const found = parsed(der.build({ extensions: [der.extension("1.2.3", der.octets(0xff, 0xff), true)] }));
    expect(found.extensions).toEqual([{ oid: "1.2.3", critical: true }]);
  });

  it.each([
    ["an extended key usage that is none", der.extension("2.5.29.37", der.octets(1, 2, 3))],
    ["a key usage without its bits", der.extension("2.5.29.15", der.node(0x03))],
    [
      "a path length beyond reason",
      der.extension("2.5.29.19", der.sequence(der.node(0x02, der.octets(1, 2, 3, 4, 5)))),
    ],
    ["a CA flag of two bytes", der.extension("2.5.29.19", der.sequence(der.node(0x01, der.octets(0, 0))))],
    ["a name of an unknown choice", der.extension("2.5.29.17", der.sequence(der.node(0x9f, der.octets())))],
    [
      "an other name with too much in it",
      der.extension(
        "2.5.29.17",
        der.sequence(der.node(0xa0, der.oid("1.2"), der.node(0xa0, der.octets(5, 0, 5, 0)))),
      ),
    ],
    [
      "bytes behind an extension's value",
      der.extension("2.5.29.14", der.concat(der.node(0x04, der.octets(1)), der.octets(5, 0))),
    ],
  ])("refuses %s rather than show half of the certificate", (_, extension) => {
    expect(codeOf(der.build({ extensions: [extension] }))).toBe("cert-malformed");
  });

  it("refuses the same extension twice", () => {
    const twice = der.extension("2.5.29.37", der.sequence(der.oid("1.3.6.1.5.5.7.3.2")));
    expect(codeOf(der.build({ extensions: [twice] }))).toBe("ok");
    expect(codeOf(der.build({ extensions: [twice, twice] }))).toBe("cert-malformed");
  });

  it("leaves out a SID of another type", () => {
    const other = der.sequence(
      der.node(0xa0, der.oid("1.2.3"), der.node(0xa0, der.node(0x04, der.ascii("S-1")))),
    );
    expect(
      parsed(der.build({ extensions: [der.extension("1.3.6.1.4.1.311.25.2", other)] })).sid,
    ).toBeUndefined();
  });
});
