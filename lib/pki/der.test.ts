import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as der from "@/lib/pki/fixtures/encode";
import { ALL_EXTENSIONS } from "@/lib/pki/fixtures/extensions";
import { answers, type CertificateWishes, certificate, type KeyName } from "@/lib/pki/fixtures/openssl";
import { codeOf, parsed } from "@/lib/pki/fixtures/parsed";

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

describe("bytes that are no certificate", () => {
  const sound = der.build();
  const attribute = (...values: Uint8Array[]) =>
    der.build({ subject: der.sequence(der.node(0x31, der.sequence(der.oid("2.5.4.3"), ...values))) });

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
    [
      "an attribute with two values",
      attribute(der.node(0x0c, der.ascii("A")), der.octets(5, 0)),
      "cert-malformed",
    ],
    ["a value past its attribute", attribute(der.octets(0x0c, 5, 0x41)), "cert-malformed"],
    [
      "a value whose length is not in its shortest form",
      attribute(der.octets(0x0c, 0x81, 1, 0x41)),
      "cert-malformed",
    ],
    [
      "a value whose length starts with zero",
      attribute(der.octets(0x0c, 0x82, 0, 1, 0x41)),
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
