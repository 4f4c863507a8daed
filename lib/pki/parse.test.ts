import { describe, expect, it } from "vitest";
import { toBlob, toPem } from "@/lib/pki/blob";
import * as der from "@/lib/pki/fixtures/encode";
import {
  blobOf,
  CA_EXTENSIONS,
  ca,
  certificate,
  keyFile,
  openssl,
  toPemText,
  writeFixture,
} from "@/lib/pki/fixtures/openssl";
import { parseCertificates } from "@/lib/pki/parse";

const text = (value: string) => new Uint8Array(Buffer.from(value));
const ann = certificate({ subject: "/O=Contoso/CN=Ann", extensions: ["extendedKeyUsage = clientAuth"] });
const pem = toPemText(ann);
const blob = blobOf(ann);
const lines = pem.trim().split("\n");
const body = lines.slice(1, -1);
const issued = certificate({
  issued: true,
  subject: "/CN=Leaf",
  extensions: ["extendedKeyUsage = clientAuth"],
});

function codeOf(bytes: Uint8Array): string {
  const result = parseCertificates(bytes);
  return result.ok ? "ok" : result.error.code;
}

function utf16(value: string, bigEndian: boolean, mark: boolean): Uint8Array {
  const bytes = Buffer.from((mark ? "\ufeff" : "") + value, "utf16le");
  return new Uint8Array(bigEndian ? bytes.swap16() : bytes);
}

const base64 = (value: string | Uint8Array) => Buffer.from(value).toString("base64");
const url = blob.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const dashes = (five: string) => pem.replaceAll("-----", five);

const SHAPES: Record<string, Uint8Array> = {
  DER: ann,
  "PEM with LF": text(pem),
  "PEM with CRLF": text(pem.replaceAll("\n", "\r\n")),
  "PEM with CR": text(pem.replaceAll("\n", "\r")),
  "PEM without a last line end": text(pem.trim()),
  "PEM indented": text(pem.replace(/^/gm, "    \t")),
  "PEM with trailing blanks": text(pem.replace(/$/gm, "  ")),
  "PEM with empty lines": text(pem.replaceAll("\n", "\n\n")),
  "PEM on one line": text(pem.replaceAll("\n", " ")),
  "PEM with literal \\n": text(pem.replaceAll("\n", "\\n")),
  "PEM in a JSON string": text(JSON.stringify({ certificate: pem.replaceAll("/", "\\u002f") })),
  "PEM with text around": text(`subject=CN = Ann\nissuer: 東京\n\n${pem}\nRegards, Ann\n`),
  "PEM behind openssl's text": openssl(["x509", "-inform", "DER", "-text"], ann),
  "PEM with bag attributes": text(`Bag Attributes\n    localKeyID: 01 02\n${pem}`),
  "PEM with headers": text(pem.replace("\n", "\nComment: from the CA\nX-Id: 7\n\n")),
  "PEM quoted in a mail": text(pem.replace(/^/gm, "> ")),
  "X509 CERTIFICATE": text(pem.replaceAll(" CERTIFICATE", " X509 CERTIFICATE")),
  "TRUSTED CERTIFICATE": openssl(
    ["x509", "-inform", "DER", "-trustout", "-addtrust", "clientAuth", "-setalias", "ann"],
    ann,
  ),
  "TRUSTED CERTIFICATE without trust": text(pem.replaceAll(" CERTIFICATE", " TRUSTED CERTIFICATE")),
  "lower case markers": text(
    pem.replace("BEGIN CERTIFICATE", "Begin Certificate").replace("END CERTIFICATE", "end certificate"),
  ),
  "four dashes": text(dashes("----")),
  "two dashes": text(dashes("--")),
  "six dashes": text(dashes("------")),
  "en dashes": text(dashes("\u2013\u2013\u2013")),
  "em dashes": text(dashes("\u2014\u2014-")),
  "minus signs": text(dashes("\u2212".repeat(5))),
  "full-width dashes": text(dashes("\uff0d".repeat(5))),
  "non-breaking hyphens": text(dashes("\u2011".repeat(5))),
  "blanks between the dashes": text(dashes("- - - - -")),
  "dashes with blanks around": text(
    pem.replace("-----BEGIN CERTIFICATE-----", "-----  BEGIN   CERTIFICATE  -----"),
  ),
  "dashes only before": text(pem.replaceAll("CERTIFICATE-----", "CERTIFICATE")),
  "dashes only behind": text(pem.replaceAll(/-----(BEGIN|END)/g, "$1")),
  "END missing": text(lines.slice(0, -1).join("\n")),
  "BEGIN missing": text(lines.slice(1).join("\n")),
  "bare base64": text(blob),
  "bare base64 wrapped": text(body.join("\r\n")),
  "bare base64 wrapped at 76": text((blob.match(/.{1,76}/g) ?? []).join("\n")),
  "bare base64 without padding": text(blob.replaceAll("=", "")),
  "bare base64 in quotes": text(`"${blob}",\n`),
  base64url: text(url),
  "base64url wrapped": text((url.match(/.{1,64}/g) ?? []).join("\n")),
  "UTF-8 BOM": text(`\ufeff${pem}`),
  "UTF-8 BOM and bare base64": text(`\ufeff${blob}`),
  "UTF-16 LE": utf16(pem, false, true),
  "UTF-16 BE": utf16(pem, true, true),
  "UTF-16 LE without BOM": utf16(pem, false, false),
  "UTF-16 BE without BOM": utf16(pem, true, false),
  "UTF-16 bare base64": utf16(blob, false, true),
  "no-break blanks": text(pem.replace(/^/gm, "\u00a0").replaceAll("BEGIN ", "BEGIN\u00a0")),
  "zero-width blanks": text(pem.replace(/(.{10})/g, "$1\u200b")),
  "a left-to-right mark in front": text(`\u200e${blob}`),
  "DOS end of file": text(`${pem}\x1a`),
  "HTML escapes": text(
    pem
      .replaceAll("-", "&#45;")
      .replaceAll("+", "&#x2B;")
      .replaceAll("/", "&sol;")
      .replaceAll("=", "&equals;"),
  ),
  "HTML escapes twice": text(pem.replaceAll("-", "&amp;#45;").replaceAll("\n", "&amp;#10;")),
  "HTML lines": text(`<html><pre>${pem.replaceAll("\n", "<br/>\n")}</pre></html>`),
  "XML of a SAML file": text(
    `<ds:X509Data><ds:X509Certificate>\n${body.join("\n")}\n</ds:X509Certificate></ds:X509Data>`,
  ),
  "percent escapes": text(encodeURIComponent(pem)),
  "base64 of PEM": text(base64(pem)),
  "base64 of base64": text(base64(blob)),
  "base64 of base64 of PEM": text(base64(base64(pem))),
  "base64 of PEM, wrapped": text((base64(pem).match(/.{1,64}/g) ?? []).join("\n")),
  "PEM of PEM": text(`-----BEGIN CERTIFICATE-----\n${base64(pem)}\n-----END CERTIFICATE-----\n`),
  hex: text(Buffer.from(ann).toString("hex")),
  "hex with colons": text((Buffer.from(ann).toString("hex").toUpperCase().match(/../g) ?? []).join(":")),
  "PKCS#7 as DER": openssl([
    "crl2pkcs7",
    "-nocrl",
    "-certfile",
    writeFixture("ann.pem", pem),
    "-outform",
    "DER",
  ]),
  "PKCS#7 as PEM": openssl(["crl2pkcs7", "-nocrl", "-certfile", writeFixture("ann.pem", pem)]),
  "PKCS#7 labelled as a certificate": text(
    openssl(["crl2pkcs7", "-nocrl", "-certfile", writeFixture("ann.pem", pem)])
      .toString()
      .replaceAll("PKCS7", "CERTIFICATE"),
  ),
  "PKCS#7 as bare base64": text(
    openssl(["crl2pkcs7", "-nocrl", "-certfile", writeFixture("ann.pem", pem), "-outform", "DER"]).toString(
      "base64",
    ),
  ),
  "signed message (.p7s)": openssl(
    ["smime", "-sign", "-signer", writeFixture("ann.pem", pem), "-inkey", keyFile("p256"), "-outform", "DER"],
    "hello",
  ),
  "signed message with indefinite lengths": openssl(
    [
      "cms",
      "-sign",
      "-stream",
      "-nodetach",
      "-signer",
      writeFixture("ann.pem", pem),
      "-inkey",
      keyFile("p256"),
      "-outform",
      "DER",
    ],
    "hello",
  ),
};

describe("every shape gives the blob that openssl makes", () => {
  it.each(Object.entries(SHAPES))("%s", (_, bytes) => {
    const result = parseCertificates(bytes);
    expect(result.ok ? "" : result.error).toBe("");
    if (!result.ok) return;
    expect(result.value.certificates.map(({ der: found }) => toBlob(found))).toEqual([blob]);
    expect(result.value.chain).toEqual([]);
  });

  it("for every kind of key", () => {
    for (const key of ["rsa", "p384", "p521", "secp256k1", "ed25519", "ed448", "dsa", "pss"] as const) {
      const bytes = certificate({ key });
      const result = parseCertificates(text(toPemText(bytes)));
      expect(result.ok && toBlob(result.value.certificates[0]?.der ?? der.octets())).toBe(blobOf(bytes));
      expect(toPem(bytes)).toBe(toPemText(bytes));
    }
  });

  it("names the form", () => {
    const forms = ["DER", "PEM with LF", "bare base64", "hex", "PKCS#7 as PEM", "base64 of PEM"].map(
      (shape) => {
        const result = parseCertificates(SHAPES[shape] as Uint8Array);
        return result.ok && result.value.form;
      },
    );
    expect(forms).toEqual(["der", "pem", "base64", "hex", "pkcs7", "pem"]);
  });

  it("does not depend on the file's name", () => {
    expect(parseCertificates(ann, { fileName: "song.mp3" })).toEqual(parseCertificates(ann));
  });
});

describe("several certificates in one file", () => {
  const subjects = (bytes: Uint8Array) => {
    const result = parseCertificates(bytes);
    if (!result.ok) throw new Error(result.error.message);
    return {
      all: result.value.certificates.map(({ subject }) => subject),
      chain: result.value.chain.map(({ subject }) => subject),
    };
  };
  const root = "CN=Contoso CA,DC=contoso,DC=com";

  it("picks the leaf of a PKCS#7, whatever its order, and offers the rest as chain", () => {
    const both = writeFixture("both.pem", toPemText(ca()) + toPemText(issued));
    expect(subjects(openssl(["crl2pkcs7", "-nocrl", "-certfile", both, "-outform", "DER"]))).toEqual({
      all: ["CN=Leaf", root],
      chain: [root],
    });
  });

  it("does the same with blocks of PEM, and takes each certificate once", () => {
    const bundle = toPemText(ca()) + toPemText(issued) + toPemText(ca()) + pem;
    expect(subjects(text(bundle))).toEqual({ all: ["CN=Leaf", "CN=Ann,O=Contoso", root], chain: [root] });
  });

  it("lets a CRL, a request, a public key and parameters stand beside certificates", () => {
    const request = openssl(["req", "-new", "-key", keyFile("p256"), "-subj", "/CN=x"]).toString();
    const publicKey = openssl(["pkey", "-in", keyFile("p256"), "-pubout"]).toString();
    const parameters = openssl(["ecparam", "-name", "prime256v1"]).toString();
    expect(subjects(text(parameters + request + publicKey + pem)).all).toEqual(["CN=Ann,O=Contoso"]);
  });

  it("puts a CA without its own certificates last, and keeps the order of what issued each other", () => {
    const rootPem = toPemText(certificate({ subject: "/CN=Other CA", extensions: CA_EXTENSIONS }));
    expect(subjects(text(rootPem + pem)).all).toEqual(["CN=Ann,O=Contoso", "CN=Other CA"]);
    const loop = [
      der.build({
        subject: der.name(["2.5.4.3", der.node(12, der.ascii("A"))]),
        issuer: der.name(["2.5.4.3", der.node(12, der.ascii("B"))]),
      }),
      der.build({
        subject: der.name(["2.5.4.3", der.node(12, der.ascii("B"))]),
        issuer: der.name(["2.5.4.3", der.node(12, der.ascii("A"))]),
      }),
    ];
    expect(subjects(text(loop.map((one) => toPem(one)).join(""))).all).toEqual(["CN=A", "CN=B"]);
  });

  it("does not take a CA of the same name but another key for the issuer", () => {
    const other = certificate({
      key: "p384",
      subject: "/DC=com/DC=contoso/CN=Contoso CA",
      extensions: CA_EXTENSIONS,
    });
    const leaf = certificate({
      issued: true,
      subject: "/CN=Keyed",
      extensions: ["authorityKeyIdentifier = keyid"],
    });
    expect(subjects(text(toPemText(other) + toPemText(leaf))).chain).toEqual([]);
  });

  it("takes nothing of a file in which one certificate is damaged", () => {
    expect(codeOf(text(pem + toPemText(issued).replace(/\n(.{20})/, "\n$1!")))).toBe("cert-base64-damaged");
    expect(codeOf(text(pem + toPemText(issued).replace(/\n.{64}\n.{64}(?=\n.*\n-----END)/, "")))).toBe(
      "cert-truncated",
    );
  });
});

describe("what is wrong is said with the way out", () => {
  const request = openssl(["req", "-new", "-key", keyFile("p256"), "-subj", "/CN=x"]);
  const crlConfig = writeFixture(
    "crl.cnf",
    `[ca]\ndefault_ca=it\n[it]\ndatabase=${writeFixture("crl.db", "")}\ndefault_md=sha256\n`,
  );
  const crl = openssl([
    "ca",
    "-gencrl",
    "-crldays",
    "9",
    "-config",
    crlConfig,
    "-keyfile",
    keyFile("p256"),
    "-cert",
    writeFixture("ca2.pem", toPemText(ca())),
  ]);
  const p12 = openssl([
    "pkcs12",
    "-export",
    "-inkey",
    keyFile("p256"),
    "-in",
    writeFixture("ann.pem", pem),
    "-passout",
    "pass:x",
  ]);
  const pub = openssl(["pkey", "-in", keyFile("rsa"), "-pubout"]);
  const rsaPub = openssl(["rsa", "-in", keyFile("rsa"), "-RSAPublicKey_out", "-outform", "DER"]);
  const dsaPub = openssl(["pkey", "-in", keyFile("dsa"), "-pubout", "-outform", "DER"]);
  const sha1 = openssl(["x509", "-inform", "DER", "-noout", "-fingerprint"], ann).toString();
  const asDer = (bytes: Uint8Array, command: string) =>
    new Uint8Array(openssl([command, "-outform", "DER"], bytes));
  const cut = (from: number, to: number) => text(blob.slice(0, from) + blob.slice(to));

  const CASES: Record<string, [Uint8Array, string]> = {
    "an empty file": [der.octets(), "cert-empty"],
    "blanks only": [text(" \r\n\u00a0\ufeff"), "cert-empty"],
    "a PEM without body": [text("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----"), "cert-empty"],
    "DER cut off": [ann.slice(0, 300), "cert-truncated"],
    "PEM whose first lines are missing": [text(pem.replace(/\n.{64}\n.{64}/, "")), "cert-malformed"],
    "PEM cut off": [text(lines.slice(0, 6).join("\n")), "cert-truncated"],
    "base64 cut off": [text(blob.slice(0, 400)), "cert-truncated"],
    "base64 cut off by two characters": [text(blob.replaceAll("=", "").slice(0, -2)), "cert-truncated"],
    "one character missing at the end": [
      text(blob.replaceAll("=", "").slice(0, -1)),
      "cert-character-missing",
    ],
    "one character missing in the middle": [cut(300, 301), "cert-character-missing"],
    "one character missing in a PEM": [text(pem.replace(/(\n.{30})./, "$1")), "cert-character-missing"],
    "one character too many": [text(`${blob.slice(0, 300)}A${blob.slice(300)}`), "cert-base64-damaged"],
    "a character that is none": [text(pem.replace(/(\n.{30})./, "$1!")), "cert-base64-damaged"],
    "a Cyrillic letter": [text(blob.replace(/(.{30})./, "$1А")), "cert-base64-damaged"],
    "padding inside": [text(`${blob.slice(0, 100)}==${blob.slice(102)}`), "cert-base64-damaged"],
    "bytes behind DER": [der.concat(ann, der.octets(13, 10)), "cert-trailing-bytes"],
    "bytes behind base64": [text(base64(der.concat(ann, der.octets(1, 2, 3, 4, 5)))), "cert-trailing-bytes"],
    "a damaged byte": [ann.map((byte, i) => (i === 30 ? 0xff : byte)), "cert-malformed"],
    "a SHA-1 thumbprint": [text("a909502dd82ae41433e6f83886b00d4277a32a7b"), "cert-thumbprint"],
    "a thumbprint as openssl prints it": [text(sha1), "cert-thumbprint"],
    "a thumbprint copied from Windows": [
      text("\u200ea9 09 50 2d d8 2a e4 14 33 e6 f8 38 86 b0 0d 42 77 a3 2a 7b"),
      "cert-thumbprint",
    ],
    "a SHA-256 thumbprint": [text(`${"AB:".repeat(31)}AB`), "cert-thumbprint"],
    "an MD5 thumbprint": [text("0123456789abcdef0123456789ABCDEF"), "cert-thumbprint"],
    "a CSR": [request, "cert-request"],
    "a CSR as DER": [asDer(request, "req"), "cert-request"],
    "a CSR with an old label": [
      text(request.toString().replaceAll("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST")),
      "cert-request",
    ],
    "a CSR without subject": [
      openssl(["req", "-new", "-key", keyFile("p256"), "-subj", "/", "-outform", "DER"]),
      "cert-request",
    ],
    "a CRL": [crl, "cert-revocation-list"],
    "a CRL as DER": [asDer(crl, "crl"), "cert-revocation-list"],
    "a CRL of version 1": [
      der.sequence(
        der.sequence(der.ECDSA, der.name(), der.time("260101000000Z")),
        der.ECDSA,
        der.node(3, der.octets(0)),
      ),
      "cert-revocation-list",
    ],
    "a private key": [openssl(["pkey", "-in", keyFile("p256")]), "cert-private-key"],
    "a certificate and its key": [text(pem + openssl(["pkey", "-in", keyFile("p256")])), "cert-private-key"],
    "a certificate and its key as DER": [
      der.concat(ann, openssl(["pkey", "-in", keyFile("p256"), "-outform", "DER"])),
      "cert-private-key",
    ],
    "a PKCS#12 file": [p12, "cert-pkcs12"],
    "a PKCS#12 file as base64": [text(base64(p12)), "cert-pkcs12"],
    "a public key": [pub, "cert-public-key"],
    "a public key as DER": [dsaPub, "cert-public-key"],
    "a bare RSA public key": [rsaPub, "cert-public-key"],
    "an SSH key": [text("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGJ ann@pc"), "cert-ssh-key"],
    "an SSH key of RFC 4716": [
      text("---- BEGIN SSH2 PUBLIC KEY ----\nAAAAB3Nza\n---- END SSH2 PUBLIC KEY ----"),
      "cert-ssh-key",
    ],
    "a PKCS#7 without certificates": [
      openssl(["crl2pkcs7", "-in", writeFixture("crl.pem", crl)]),
      "cert-pkcs7-empty",
    ],
    "a PKCS#7 cut off": [(SHAPES["PKCS#7 as DER"] as Uint8Array).slice(0, 200), "cert-truncated"],
    "a PKCS#7 with a damaged certificate": [
      new Uint8Array(Buffer.from(SHAPES["PKCS#7 as DER"] as Uint8Array)).map((byte, i, all) =>
        i === Buffer.from(all).indexOf(ann) + 4 ? 0x70 : byte,
      ),
      "cert-malformed",
    ],
    "a PKCS#7 of nothing": [der.sequence(der.oid("1.2.840.113549.1.7.2")), "cert-malformed"],
    "encrypted PKCS#7": [
      der.sequence(der.oid("1.2.840.113549.1.7.3"), der.node(0xa0)),
      "cert-not-a-certificate",
    ],
    "a zip": [text("PK\x03\x04rest"), "cert-zip"],
    "an empty zip": [text("PK\x05\x06rest"), "cert-zip"],
    "a PDF": [text("%PDF-1.7\n\x00"), "cert-not-a-certificate"],
    "a letter": [text("Dear all,\nthe certificate comes tomorrow.\n"), "cert-not-a-certificate"],
    "one word": [text("certificate"), "cert-not-a-certificate"],
    "a PGP message": [
      text("-----BEGIN PGP MESSAGE-----\n\nAAAA\n-----END PGP MESSAGE-----"),
      "cert-not-a-certificate",
    ],
    JSON: [text('{"a": 1}'), "cert-not-a-certificate"],
    "other ASN.1": [der.sequence(der.node(0x0a, der.octets(0))), "cert-not-a-certificate"],
    "an ECDSA signature": [
      der.sequence(
        der.node(2, der.octets(...Array(32).fill(1))),
        der.node(2, der.octets(...Array(32).fill(1))),
      ),
      "cert-not-a-certificate",
    ],
    "base64 of a letter": [
      text(base64("Dear all, the certificate comes tomorrow, with greetings from Ann Lee.")),
      "cert-not-a-certificate",
    ],
    "base64 without an end": [text(base64(base64(base64(base64(base64(pem)))))), "cert-not-a-certificate"],
    "over 1 MiB of DER": [
      der.sequence(der.sequence(der.node(0xa0, new Uint8Array(1024 * 1024 + 1)))),
      "cert-too-large",
    ],
    "over 20 MiB": [new Uint8Array(20 * 1024 * 1024 + 1), "cert-too-large"],
  };

  it.each(Object.entries(CASES))("%s", (_, [bytes, code]) => {
    const result = parseCertificates(bytes, { fileName: "a.cer" });
    expect(result.ok ? "ok" : result.error.code).toBe(code);
    if (!result.ok) expect(result.error.message).toMatch(/^[A-Z"].*\. .*\.$/s);
  });

  it("names the line and the column", () => {
    const result = parseCertificates(text(`hello\n${pem.replace(/(\n.{30})./, "$1!")}`));
    expect(result).toMatchObject({
      ok: false,
      error: { line: 3, column: 31, message: expect.stringContaining("line 3, column 31") },
    });
  });

  it("finds one missing character wherever it was", () => {
    const codes = Array.from(blob.replaceAll("=", ""), (_, i) =>
      codeOf(text(blob.slice(0, i) + blob.slice(i + 1))),
    );
    // A character that equals its neighbour is missing all the same.
    expect(codes.filter((code) => code !== "cert-character-missing")).toEqual([]);
  });

  it("says of a certificate cut off anywhere that it is cut off", () => {
    for (let length = 20; length < ann.length; length += 7)
      expect(codeOf(ann.slice(0, length))).toBe("cert-truncated");
  });
});
