import { describe, expect, it } from "vitest";
import * as der from "@/lib/pki/fixtures/encode";
import {
  certificate,
  type KeyName,
  keyFile,
  openssl,
  toPemText,
  writeFixture,
} from "@/lib/pki/fixtures/openssl";
import { parseCertificates } from "@/lib/pki/parse";
import { containsPrivateKey } from "@/lib/pki/private-key";

const text = (value: string) => new Uint8Array(Buffer.from(value));
const ann = certificate();
const pem = toPemText(ann);
const key = (name: KeyName, ...options: string[]) => openssl(["pkey", "-in", keyFile(name), ...options]);
const pkcs8 = key("rsa");
const pkcs8Der = new Uint8Array(key("rsa", "-outform", "DER"));
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
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

const KEYS: Record<string, Uint8Array> = {
  "PKCS#8 PEM": pkcs8,
  "PKCS#8 DER": pkcs8Der,
  "PKCS#8 encrypted": openssl(["pkcs8", "-topk8", "-in", keyFile("rsa"), "-passout", "pass:x"]),
  "PKCS#8 encrypted DER": openssl([
    "pkcs8",
    "-topk8",
    "-in",
    keyFile("rsa"),
    "-passout",
    "pass:x",
    "-outform",
    "DER",
  ]),
  "PKCS#8 encrypted the old way": openssl([
    "pkcs8",
    "-topk8",
    "-v1",
    "PBE-SHA1-3DES",
    "-in",
    keyFile("rsa"),
    "-passout",
    "pass:x",
    "-outform",
    "DER",
  ]),
  "PKCS#1 PEM": key("rsa", "-traditional"),
  "PKCS#1 DER": key("rsa", "-traditional", "-outform", "DER"),
  "SEC1 PEM": key("p256", "-traditional"),
  "SEC1 DER": key("p256", "-traditional", "-outform", "DER"),
  "DSA PEM": key("dsa", "-traditional"),
  "DSA DER": key("dsa", "-traditional", "-outform", "DER"),
  Ed25519: key("ed25519", "-outform", "DER"),
  "PKCS#12": p12,
  "PKCS#12 as base64": text(base64(p12)),
  "certificate, then key": text(pem + pkcs8),
  "certificate, then base64 of its key": text(`${pem}${base64(pkcs8Der)}\n`),
  "certificate DER, then key DER": der.concat(ann, pkcs8Der),
  "base64 of DER": text(base64(pkcs8Der)),
  "base64 of DER, wrapped": text((base64(pkcs8Der).match(/.{1,64}/g) ?? []).join("\r\n")),
  "base64 of PEM": text(base64(pkcs8)),
  "base64 of base64": text(base64(text(base64(pkcs8Der)))),
  "base64url of DER": text(base64(pkcs8Der).replaceAll("+", "-").replaceAll("/", "_")),
  "JSON with PEM": text(JSON.stringify({ name: "ann", certificate: pem + pkcs8 })),
  "JSON with base64": text(JSON.stringify({ blob: base64(pkcs8Der) })),
  "JSON with base64 of PKCS#12": text(
    JSON.stringify({ file: `data:application/x-pkcs12;base64,${base64(p12)}` }),
  ),
  "a form": text(`file=${encodeURIComponent(pkcs8.toString())}`),
  "UTF-16": new Uint8Array(Buffer.from(`\ufeff${pkcs8}`, "utf16le")),
  "typographic dashes": text(pkcs8.toString().replaceAll("-----", "—–—")),
  "HTML-escaped": text(pkcs8.toString().replaceAll("-", "&#45;")),
  "PEM cut off": pkcs8.subarray(0, 100),
  "DER cut off": pkcs8Der.slice(0, 60),
  OpenSSH: text("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n"),
  "SSH2 of RFC 4716": text("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nP2/56wAA\n"),
  PGP: text("-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQVYB\n"),
  PuTTY: text("PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n"),
  JWK: text('{"kty":"EC","crv":"P-256","x":"a","y":"b","d":"c"}'),
  "XML of .NET": text("<RSAKeyValue><Modulus>a</Modulus><D>b</D></RSAKeyValue>"),
  "Java key store": der.octets(0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2),
  PVK: der.octets(0x1e, 0xf1, 0xb5, 0xb0, 0, 0, 0, 0),
};

describe("a private key is found", () => {
  it.each(Object.entries(KEYS))("%s", (_, bytes) => {
    expect(containsPrivateKey(bytes)).toBe(true);
    const parsed = parseCertificates(bytes);
    expect(parsed.ok ? "ok" : parsed.error.code).toMatch(/^cert-(?:private-key|pkcs12)$/);
  });
});

describe("what holds none passes", () => {
  const request = openssl(["req", "-new", "-key", keyFile("p256"), "-subj", "/CN=x"]);
  const FREE: Record<string, Uint8Array> = {
    nothing: der.octets(),
    DER: ann,
    PEM: text(pem),
    "base64 of PEM": text(base64(text(pem))),
    "certificate of every key": text(
      (["rsa", "p521", "ed25519", "dsa", "pss"] as const)
        .map((name) => toPemText(certificate({ key: name })))
        .join(""),
    ),
    "public key": openssl(["pkey", "-in", keyFile("rsa"), "-pubout"]),
    "public key DER": openssl(["rsa", "-in", keyFile("rsa"), "-RSAPublicKey_out", "-outform", "DER"]),
    "public JWK": text('{"kty":"EC","crv":"P-256","x":"a","y":"b"}'),
    request,
    "PKCS#7": openssl(["crl2pkcs7", "-nocrl", "-certfile", writeFixture("ann.pem", pem), "-outform", "DER"]),
    prose: text("This file holds no private key, so BEGIN with the certificate."),
    "a CSV": text("account,certificate\r\nCONTOSO\\ann,ann.cer\r\n"),
    "an upload in JSON": text(JSON.stringify({ certificates: [{ name: "ann", pem }] })),
  };
  it.each(Object.entries(FREE))("%s", (_, bytes) => {
    expect(containsPrivateKey(bytes)).toBe(false);
  });
});
