import { describe, expect, it } from "vitest";
import { toBlob, toPem } from "@/lib/pki/blob";
import * as der from "@/lib/pki/fixtures/encode";
import {
  blobOf,
  CA_EXTENSIONS,
  ca,
  certificate,
  type KeyName,
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
  "bare base64 with blanks for line ends": text(body.join(" ")),
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

  const keys: KeyName[] = [
    "rsa",
    "pss",
    "p192",
    "p224",
    "p256",
    "p384",
    "p521",
    "secp256k1",
    "brainpool",
    "explicit",
  ];
  it.each([...keys, "ed25519", "ed448", "dsa"] as const)("for a key of kind %s", (key) => {
    const bytes = certificate({ key });
    const result = parseCertificates(text(toPemText(bytes)));
    expect(result.ok && toBlob(result.value.certificates[0]?.der ?? der.octets())).toBe(blobOf(bytes));
    expect(toPem(bytes)).toBe(toPemText(bytes));
  });

  const unknownKey = (algorithm: string) => ({
    spki: der.spki(algorithm),
    algorithm: der.sequence(der.oid(algorithm)),
  });
  it.each([
    ["a post-quantum key", der.build(unknownKey("2.16.840.1.101.3.4.3.18"))],
    ["a key that nobody knows", der.build(unknownKey("1.2.3.4.5.6"))],
    ["a negative serial", der.build({ serial: der.node(0x02, der.octets(0x80, 1)) })],
    ["the serial 0", der.build({ serial: der.node(0x02, der.octets(0)) })],
    ["a serial of 30 bytes", der.build({ serial: der.node(0x02, der.octets(...Array(30).fill(0x11))) })],
    ["version 1", certificate({ v1: true })],
    ["no subject", certificate({ subject: "/" })],
    ["a multi-valued RDN", certificate({ subject: "/CN=Ann+UID=1", options: ["-multivalue-rdn"] })],
    ["several OUs", certificate({ subject: "/OU=a/OU=b/OU=c" })],
    ["letters of everywhere", certificate({ subject: "/O=\u00dcbung, GmbH/CN=\u6771\u4eac" })],
  ])("for %s", (_, bytes) => {
    const result = parseCertificates(bytes);
    expect(result.ok && toBlob(result.value.certificates[0]?.der ?? der.octets())).toBe(blobOf(bytes));
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
