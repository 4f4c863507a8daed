import { describe, expect, it } from "vitest";
import * as der from "@/lib/pki/fixtures/encode";
import {
  blobOf,
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

function codeOf(bytes: Uint8Array): string {
  const result = parseCertificates(bytes);
  return result.ok ? "ok" : result.error.code;
}

const base64 = (value: string | Uint8Array) => Buffer.from(value).toString("base64");

const pkcs7 = new Uint8Array(
  openssl(["crl2pkcs7", "-nocrl", "-certfile", writeFixture("ann.pem", pem), "-outform", "DER"]),
);

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
    "a PKCS#7 cut off": [pkcs7.slice(0, 200), "cert-truncated"],
    "a PKCS#7 with a damaged certificate": [
      new Uint8Array(Buffer.from(pkcs7)).map((byte, i, all) =>
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
