import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Certificate } from "@/lib/pki/certificate";
import { parseCertificate } from "@/lib/pki/der";
import * as der from "@/lib/pki/fixtures/encode";
import {
  answers,
  CA_EXTENSIONS,
  type CertificateWishes,
  ca,
  certificate,
  type KeyName,
} from "@/lib/pki/fixtures/openssl";
import { displayName, formatWindows } from "@/lib/pki/names";

function parsed(bytes: Uint8Array): Certificate {
  const result = parseCertificate(bytes);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function codeOf(bytes: Uint8Array): string {
  const result = parseCertificate(bytes);
  return result.ok ? "ok" : result.error.code;
}

const LONG_SAN = [
  "DNS:a.contoso.com",
  "email:ann@contoso.com",
  "URI:https://contoso.com/ann",
  "IP:10.1.2.3",
  "IP:2001:db8::1",
  "RID:1.2.3.4",
  "otherName:1.3.6.1.4.1.311.20.2.3;UTF8:ann@contoso.com",
  "otherName:1.2.3.4;UTF8:other",
].join(",");

const ALL_EXTENSIONS = [
  "basicConstraints = critical,CA:TRUE,pathlen:3",
  "keyUsage = critical,digitalSignature,keyEncipherment,keyCertSign,decipherOnly",
  "extendedKeyUsage = clientAuth,1.3.6.1.4.1.311.20.2.2",
  `subjectAltName = ${LONG_SAN}`,
  "subjectKeyIdentifier = hash",
  "authorityKeyIdentifier = keyid,issuer",
  "crlDistributionPoints = URI:http://crl.contoso.com/a.crl,URI:ldap:///CN=a",
  "authorityInfoAccess = OCSP;URI:http://ocsp.contoso.com,caIssuers;URI:http://contoso.com/ca.crt",
  "certificatePolicies = 1.2.3.4,2.5.29.32.0",
  "1.3.6.1.4.1.311.25.2 = ASN1:SEQUENCE:sid",
  "[sid]",
  "name = IMPLICIT:0,SEQUENCE:sidname",
  "[sidname]",
  "oid = OID:1.3.6.1.4.1.311.25.2.1",
  "value = EXPLICIT:0,FORMAT:ASCII,OCT:S-1-5-21-1004336348-1177238915-682003330-512",
];

const CASES: Record<string, CertificateWishes> = {
  plain: {},
  "issued by a CA": {
    issued: true,
    extensions: ["subjectKeyIdentifier = hash", "authorityKeyIdentifier = keyid"],
  },
  "every extension": { extensions: ALL_EXTENSIONS },
  "version 1": { v1: true },
  "empty subject": { subject: "/" },
  "multi-valued RDN": {
    subject: "/C=DE/CN=Ann+UID=4711+emailAddress=ann@contoso.com",
    options: ["-multivalue-rdn"],
  },
  "several OUs": { subject: "/O=Contoso/OU=Berlin/OU=Sales/OU=West/CN=Ann" },
  "every attribute": {
    subject:
      "/DC=com/DC=contoso/C=DE/ST=Bayern/L=Hof/street=Weg 1/postalCode=95028/O=Contoso/OU=IT/title=Dr/GN=Ann/SN=Lee/initials=AL/serialNumber=77/CN=Ann Lee/emailAddress=ann@contoso.com/UID=al",
  },
  "characters to escape": { subject: String.raw`/O=Contoso, \/ "Ltd" <x>;a=b\\c/OU=#one/OU= blank /CN=a\+b` },
  "non-ASCII": { subject: "/O=Übung GmbH/CN=Zoë Ångström 東京 🔑" },
  BMPString: { subject: "/O=Übung/CN=東京", config: ["string_mask = MASK:0x0800"] },
  T61String: { subject: "/O=Übung/CN=Zoë", config: ["string_mask = MASK:0x0004"] },
  PrintableString: { subject: "/O=Contoso/CN=Ann", config: ["string_mask = MASK:0x0002"] },
  "unknown attribute": { subject: "/O=Contoso/1.2.3.4.5=secret/CN=Ann" },
  "serial 0": { serial: "0" },
  "serial with its high bit set": { serial: "0xff01" },
  "serial over 20 bytes": { serial: `0x7f${"ab".repeat(24)}` },
  "dates before 2000 and after 2049": { from: "19600203040506Z", to: "20780203040506Z" },
  "no end": { from: "20200101000000Z", to: "99991231235959Z" },
  sha1: { digest: "sha1" },
  sha512: { digest: "sha512", key: "rsa1024" },
};
for (const key of [
  "rsa",
  "rsa1024",
  "p192",
  "p224",
  "p384",
  "p521",
  "secp256k1",
  "brainpool",
  "explicit",
  "dsa",
  "ed25519",
  "ed448",
] as KeyName[]) {
  CASES[`key ${key}`] = { key };
}
CASES["key pss"] = { key: "pss" };

describe("fields are those that openssl and Node read", () => {
  it.each(Object.entries(CASES))("%s", (_, wishes) => {
    const bytes = certificate(wishes);
    const found = parsed(bytes);
    const node = new X509Certificate(bytes);
    const openssl = answers(bytes);
    expect(sorted(found.subject)).toBe(sorted(openssl.subject));
    expect(sorted(found.issuer)).toBe(sorted(openssl.issuer));
    expect(BigInt(`0x${found.serialNumber}`)).toBe(BigInt(`0x${openssl.serial}`));
    expect(found.sha1).toBe(node.fingerprint.replaceAll(":", "").toLowerCase());
    expect(found.sha256).toBe(node.fingerprint256.replaceAll(":", "").toLowerCase());
    expect(found.notBefore).toBe(isoOf(openssl.notBefore));
    expect(found.notAfter).toBe(isoOf(openssl.notAfter));
    expect(found.version).toBe(wishes.v1 ? 1 : Number(/Version: (\d)/.exec(openssl.text)?.[1]));
    expect(found.extendedKeyUsage).toEqual(node.keyUsage);
    expect(found.basicConstraints?.ca ?? false).toBe(node.ca);
    expect(found.selfIssued).toBe(node.subject === node.issuer);
    expect(found.der).toEqual(bytes);
    if (wishes.key !== "explicit")
      expect(found.spki).toEqual(new Uint8Array(node.publicKey.export({ type: "spki", format: "der" })));
    const details = node.publicKey.asymmetricKeyDetails;
    if (details?.modulusLength) expect(found.keySize).toBe(details.modulusLength);
  });

  function isoOf(text: string): string {
    return new Date(text).toISOString().replace(".000Z", "Z");
  }

  /** RFC 4514 leaves the order inside one RDN open, and openssl turns it round. */
  function sorted(text: string): string {
    return text
      .split(/(?<!\\),/)
      .map((rdn) =>
        rdn
          .split(/(?<!\\)\+/)
          .sort()
          .join("+"),
      )
      .join(",");
  }
});

describe("keys and signatures", () => {
  it.each([
    [
      "rsa",
      {
        keyAlgorithm: "RSA",
        keySize: 2048,
        signatureAlgorithm: "sha256WithRSAEncryption",
        signatureHash: "SHA-256",
      },
    ],
    [
      "pss",
      { keyAlgorithm: "RSA-PSS", keySize: 1024, signatureAlgorithm: "rsassaPss", signatureHash: "SHA-256" },
    ],
    [
      "p256",
      { keyAlgorithm: "EC", keyCurve: "P-256", keySize: 256, signatureAlgorithm: "ecdsa-with-SHA256" },
    ],
    ["p521", { keyAlgorithm: "EC", keyCurve: "P-521", keySize: 521 }],
    ["secp256k1", { keyAlgorithm: "EC", keyCurve: "secp256k1", keySize: 256 }],
    ["explicit", { keyAlgorithm: "EC", keySize: 256 }],
    ["dsa", { keyAlgorithm: "DSA", keySize: 1024, signatureAlgorithm: "dsa-with-sha256" }],
    ["ed25519", { keyAlgorithm: "Ed25519", signatureAlgorithm: "Ed25519" }],
    ["ed448", { keyAlgorithm: "Ed448" }],
  ] as [KeyName, Partial<Certificate>][])("%s", (key, expected) => {
    expect(parsed(certificate({ key }))).toMatchObject(expected);
  });

  it.each([
    ["2.16.840.1.101.3.4.3.18", "ML-DSA-65"],
    ["1.2.3.4.5.6", "1.2.3.4.5.6"],
  ])("takes a key of algorithm %s, which has no size", (algorithm, keyAlgorithm) => {
    const found = parsed(
      der.build({ spki: der.spki(algorithm), algorithm: der.sequence(der.oid(algorithm)) }),
    );
    expect(found).toMatchObject({ keyAlgorithm, signatureAlgorithm: keyAlgorithm, subject: "CN=Ann" });
    expect(found.keySize).toBeUndefined();
    expect(found.signatureHash).toBeUndefined();
  });

  it.each(["1.2.840.113549.1.1.1", "1.2.840.10045.2.1", "1.2.840.10040.4.1"])(
    "takes an unreadable key of algorithm %s",
    (algorithm) => {
      expect(parsed(der.build({ spki: der.spki(algorithm) })).keySize).toBeUndefined();
    },
  );

  it("names an unknown curve by its identifier", () => {
    expect(parsed(der.build({ spki: der.spki("1.2.840.10045.2.1", der.oid("1.2.3")) }))).toMatchObject({
      keyCurve: "1.2.3",
    });
  });

  it("reads RSA-PSS without parameters as SHA-1, as RFC 4055 says, and odd ones as unknown", () => {
    const pss = (...parameters: Uint8Array[]) =>
      der.build({ algorithm: der.sequence(der.oid("1.2.840.113549.1.1.10"), ...parameters) });
    expect(parsed(pss()).signatureHash).toBe("SHA-1");
    expect(parsed(pss(der.sequence(der.node(0xa0, der.octets(1))))).signatureHash).toBeUndefined();
  });

  it("counts the bits of numbers with leading zeros, and of none", () => {
    const rsa = (...modulus: number[]) =>
      der.sequence(
        der.sequence(der.oid("1.2.840.113549.1.1.1")),
        der.node(
          0x03,
          der.octets(0),
          der.sequence(der.node(0x02, der.octets(...modulus)), der.node(0x02, der.octets(3))),
        ),
      );
    expect(parsed(der.build({ spki: rsa(0, 1, 0) })).keySize).toBe(9);
    expect(parsed(der.build({ spki: rsa(0) })).keySize).toBeUndefined();
  });
});

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

describe("strings, serials and dates that openssl would not make", () => {
  const named = (tag: number, value: Uint8Array, type = "2.5.4.3") =>
    parsed(der.build({ subject: der.name([type, der.node(tag, value)]) }));

  it("reads UniversalString, and a value that is no string as hex", () => {
    expect(named(0x1c, der.octets(0, 0, 0, 0x5a, 0, 1, 0xf5, 0x11)).subjectName[0]?.[0]?.value).toBe("Z🔑");
    expect(named(0x1c, der.octets(0, 0, 0xd8, 0)).subject).toBe("CN=#1c040000d800");
    expect(named(0x1c, der.octets(0)).subject).toBe("CN=#1c0100");
    expect(named(0x1e, der.octets(0)).subject).toBe("CN=#1e0100");
    expect(named(0x03, der.octets(0, 1)).subject).toBe("CN=#03020001");
  });

  it("replaces what no name honestly holds: invalid UTF-8, NUL, lone surrogates", () => {
    expect(named(0x0c, der.octets(0x41, 0xff)).subject).toBe("CN=A\ufffd");
    expect(named(0x0c, der.octets(0xc3, 0xa4, 0)).subject).toBe("CN=ä\ufffd");
    expect(named(0x13, der.octets(0x41, 0, 0x42)).subject).toBe("CN=A\ufffdB");
    expect(named(0x1e, der.octets(0xd8, 0, 0, 0)).subject).toBe("CN=\ufffd\ufffd");
  });

  it("escapes control characters as hex pairs", () => {
    expect(named(0x0c, der.ascii("a\r\nb\x7f")).subject).toBe("CN=a\\0D\\0Ab\\7F");
  });

  it("keeps the bytes of a type without a short name", () => {
    expect(named(0x0c, der.ascii("x"), "1.2.3")).toMatchObject({
      subject: "1.2.3=#0c0178",
      subjectName: [[{ oid: "1.2.3", value: "x", encoded: "#0c0178" }]],
    });
  });

  it.each([
    ["negative", [0xff], "ff"],
    ["negative of two bytes", [0x80, 0x01], "8001"],
    ["zero", [0x00], "00"],
    ["zero written twice", [0x00, 0x00], "00"],
    ["sign byte", [0x00, 0xff], "ff"],
    ["30 bytes", Array(30).fill(0x11), "11".repeat(30)],
  ])("reads a %s serial", (_, bytes, hex) => {
    expect(parsed(der.build({ serial: der.node(0x02, der.octets(...bytes)) })).serialNumber).toBe(hex);
  });

  it.each([
    ["260102030405Z", "2026-01-02T03:04:05Z"],
    ["490101000000Z", "2049-01-01T00:00:00Z"],
    ["500101000000Z", "1950-01-01T00:00:00Z"],
    ["20260102030405Z", "2026-01-02T03:04:05Z"],
    ["20260102030405.5Z", "2026-01-02T03:04:05Z"],
    ["00010102030405Z", "0001-01-02T03:04:05Z"],
    ["20260102030405+0130", "2026-01-02T01:34:05Z"],
    ["20260102030405-0130", "2026-01-02T04:34:05Z"],
    ["20260231000000Z", undefined],
    ["20260102250000Z", undefined],
    ["20260102030405", undefined],
    ["99991231235959-1000", undefined],
    ["yesterday", undefined],
  ])("reads the date %s as %s", (text, iso) => {
    const first = der.node(text.length === 13 ? 0x17 : 0x18, der.ascii(text));
    const bytes = der.build({ validity: der.sequence(first, der.time("270101000000Z")) });
    if (iso) expect(parsed(bytes).notBefore).toBe(iso);
    else expect(codeOf(bytes)).toBe("cert-malformed");
  });

  it("reads a UTCTime without seconds, and one with an offset", () => {
    const short = (text: string) =>
      parsed(
        der.build({ validity: der.sequence(der.node(0x17, der.ascii(text)), der.time("270101000000Z")) }),
      ).notBefore;
    expect(short("2601020304Z")).toBe("2026-01-02T03:04:00Z");
    expect(short("260102030405+0100")).toBe("2026-01-02T02:04:05Z");
  });

  it("reads object identifiers with large arcs", () => {
    const uuid = "2.25.329800735698586629295641978511506172918";
    expect(parsed(der.build({ extensions: [der.extension(uuid, der.octets())] })).extensions[0]?.oid).toBe(
      uuid,
    );
    expect(
      parsed(der.build({ extensions: [der.extension("1.39.4294967296.562949953421312", der.octets())] }))
        .extensions[0]?.oid,
    ).toBe("1.39.4294967296.562949953421312");
    expect(parsed(der.build({ extensions: [der.extension("2.999", der.octets())] })).extensions[0]?.oid).toBe(
      "2.999",
    );
  });
});

describe("bytes that are no certificate", () => {
  const sound = der.build();

  it.each([
    ["nothing", der.octets(), "cert-malformed"],
    ["one byte", der.octets(0x30), "cert-malformed"],
    ["cut off", sound.slice(0, -1), "cert-truncated"],
    ["a byte behind", der.concat(sound, der.octets(10)), "cert-trailing-bytes"],
    ["an indefinite length", der.octets(0x30, 0x80, 0, 0), "cert-malformed"],
    ["a length in a long form", der.octets(0x30, 0x81, 2, 5, 0), "cert-malformed"],
    ["a length of 5 octets", der.octets(0x30, 0x85, 0, 0, 0, 0, 0), "cert-malformed"],
    ["another outer type", der.node(0x31, sound.slice(2)), "cert-malformed"],
    ["version 4", der.build({ version: der.node(0xa0, der.node(0x02, der.octets(3))) }), "cert-malformed"],
    ["an empty serial", der.build({ serial: der.node(0x02) }), "cert-malformed"],
    ["a missing date", der.build({ validity: der.sequence(der.time("260101000000Z")) }), "cert-malformed"],
    [
      "a third date",
      der.build({ validity: der.sequence(...Array(3).fill(der.time("260101000000Z"))) }),
      "cert-malformed",
    ],
    ["an empty RDN", der.build({ subject: der.sequence(der.node(0x31)) }), "cert-malformed"],
    [
      "an attribute without value",
      der.build({ subject: der.sequence(der.node(0x31, der.sequence(der.oid("2.5.4.3")))) }),
      "cert-malformed",
    ],
    ["an empty object identifier", der.build({ algorithm: der.sequence(der.node(0x06)) }), "cert-malformed"],
    [
      "an unfinished object identifier",
      der.build({ algorithm: der.sequence(der.node(0x06, der.octets(0x2a, 0x86))) }),
      "cert-malformed",
    ],
    [
      "a padded object identifier",
      der.build({ algorithm: der.sequence(der.node(0x06, der.octets(0x2a, 0x80, 1))) }),
      "cert-malformed",
    ],
    [
      "an endless arc",
      der.build({ algorithm: der.sequence(der.node(0x06, der.octets(0x2a, ...Array(30).fill(0xff), 1))) }),
      "cert-malformed",
    ],
    ["a signature without bits", der.build({ signature: der.node(0x03) }), "cert-malformed"],
    [
      "a signature with 9 unused bits",
      der.build({ signature: der.node(0x03, der.octets(9, 1)) }),
      "cert-malformed",
    ],
    [
      "something behind the signature",
      der.build({ signature: der.concat(der.node(0x03, der.octets(0)), der.octets(5, 0)) }),
      "cert-malformed",
    ],
    ["a high tag number", der.build({ behind: der.octets(0xbf, 0x81, 0x01, 0) }), "cert-malformed"],
    [
      "an endless tag number",
      der.build({ behind: der.octets(0xbf, 0xff, 0xff, 0xff, 0xff, 0x01, 0) }),
      "cert-malformed",
    ],
    ["an element past its parent", der.build({ behind: der.octets(0x81, 0x7f) }), "cert-malformed"],
    ["a length past its parent", der.build({ behind: der.octets(0x81, 0x82) }), "cert-malformed"],
    ["over 1 MiB", new Uint8Array(1024 * 1024 + 1), "cert-too-large"],
  ])("%s", (_, bytes, code) => {
    expect(codeOf(bytes)).toBe(code);
  });

  it("skips the unique identifiers of version 2", () => {
    expect(
      codeOf(der.build({ behind: der.concat(der.node(0x81, der.octets(0)), der.node(0x82, der.octets(0))) })),
    ).toBe("ok");
  });

  it("gives plain bytes for a Node buffer", () => {
    expect(parsed(Buffer.from(sound)).der.constructor).toBe(Uint8Array);
    expect(parsed(Buffer.from(sound))).toEqual(parsed(sound));
  });
});

describe("names for people", () => {
  const nameOf = (wishes: CertificateWishes) => parsed(certificate(wishes)).subjectName;

  it("writes them as Windows does", () => {
    expect(formatWindows(nameOf(CASES["every attribute"] as CertificateWishes))).toBe(
      "OID.0.9.2342.19200300.100.1.1=al, E=ann@contoso.com, CN=Ann Lee, SERIALNUMBER=77, I=AL, SN=Lee, G=Ann, T=Dr, OU=IT, O=Contoso, PostalCode=95028, STREET=Weg 1, L=Hof, S=Bayern, C=DE, DC=contoso, DC=com",
    );
    expect(formatWindows(nameOf(CASES["multi-valued RDN"] as CertificateWishes)).split(" + ")).toHaveLength(
      3,
    );
    expect(formatWindows([[{ oid: "2.5.4.10", value: 'a "b", c' }], [{ oid: "2.5.4.3", value: "" }]])).toBe(
      'CN="", O="a ""b"", c"',
    );
    expect(formatWindows([])).toBe("");
  });

  it("calls the holder by CN, else by O, else by what there is", () => {
    expect(displayName(nameOf({}))).toBe("Ann");
    expect(displayName(nameOf({ subject: "/O=Contoso/OU=IT" }))).toBe("Contoso");
    expect(displayName(nameOf({ subject: "/C=DE/OU=IT" }))).toBe("IT");
    expect(displayName(nameOf({ subject: "/CN=Root/O=Contoso/CN=Ann" }))).toBe("Ann");
    expect(displayName([])).toBe("");
  });
});
