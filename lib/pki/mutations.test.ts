import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ERRORS } from "@/lib/errors";
import { fromBlob, toBlob, toPem } from "@/lib/pki/blob";
import type { Certificate } from "@/lib/pki/certificate";
import { parseCertificate } from "@/lib/pki/der";
import * as encode from "@/lib/pki/fixtures/encode";
import {
  type CertificateWishes,
  ca,
  certificate,
  type KeyName,
  openssl,
  toPemText,
  writeFixture,
} from "@/lib/pki/fixtures/openssl";
import { parseCertificates } from "@/lib/pki/parse";
import { containsPrivateKey } from "@/lib/pki/private-key";

/** 20,000 in CI; some hundreds when somebody waits for the answer. */
const RUNS = process.env.CERTMAP_FULL === "1" ? 20_000 : 600;

/** No input of a few kilobytes may take longer, on a busy machine, in milliseconds. */
const PATIENCE = 15_000;

const wishes: CertificateWishes[] = [
  {
    subject: "/DC=com/O=Übung, GmbH/OU=a/OU=b/CN=Ann",
    extensions: [
      "extendedKeyUsage = clientAuth",
      "keyUsage = digitalSignature",
      "basicConstraints = CA:FALSE",
    ],
  },
  {
    key: "rsa1024",
    extensions: [
      "subjectAltName = DNS:a,email:a@b,IP:1.2.3.4,URI:http://a,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:a@b",
      "crlDistributionPoints = URI:http://a",
      "authorityInfoAccess = OCSP;URI:http://a,caIssuers;URI:http://b",
      "certificatePolicies = 1.2.3.4",
      "subjectKeyIdentifier = hash",
      "authorityKeyIdentifier = keyid",
    ],
  },
  { v1: true, subject: "/CN=東京", config: ["string_mask = MASK:0x0800"] },
];
const keys: KeyName[] = ["ed25519", "pss", "dsa", "explicit"];
const ders = [ca(), ...wishes.map(certificate), ...keys.map((key) => certificate({ key }))];
const texts = ders.map(toPemText);
const bundle = writeFixture("bundle.pem", texts.slice(0, 3).join(""));
const shapes: Uint8Array[] = [
  ...ders,
  ...texts.map((text) => new Uint8Array(Buffer.from(text))),
  ...ders.map((der) => new Uint8Array(Buffer.from(toBlob(der)))),
  new Uint8Array(Buffer.from(`\ufeff${texts[1]}`, "utf16le")),
  new Uint8Array(Buffer.from(Buffer.from(texts[1] as string).toString("base64"))),
  new Uint8Array(Buffer.from((texts[1] as string).replaceAll("-", "&#45;"))),
  new Uint8Array(openssl(["crl2pkcs7", "-nocrl", "-certfile", bundle, "-outform", "DER"])),
  new Uint8Array(openssl(["crl2pkcs7", "-nocrl", "-certfile", bundle])),
  new Uint8Array(Buffer.from(texts.join("junk\n"))),
];

const name = encode.name(["2.5.4.3", encode.node(0x0c, encode.ascii("Ann"))]);

type Edit = (bytes: Uint8Array) => Uint8Array;
const at = fc.nat(1_000_000);
const splice = (bytes: Uint8Array, from: number, cut: number, put: Uint8Array = new Uint8Array()) =>
  new Uint8Array(Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + cut)]));
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(at, fc.nat(255)).map(
    ([place, value]): Edit =>
      (bytes) =>
        bytes.map((old, i) => (i === place % bytes.length ? value : old)),
  ),
  fc.tuple(at, fc.nat(7)).map(
    ([place, bit]): Edit =>
      (bytes) =>
        bytes.map((old, i) => (i === place % bytes.length ? old ^ (1 << bit) : old)),
  ),
  fc.tuple(at, fc.integer({ min: 1, max: 40 })).map(
    ([place, cut]): Edit =>
      (bytes) =>
        splice(bytes, place % bytes.length, cut),
  ),
  fc.tuple(at, fc.uint8Array({ maxLength: 40 })).map(
    ([place, put]): Edit =>
      (bytes) =>
        splice(bytes, place % bytes.length, 0, put),
  ),
  fc.tuple(at, at).map(
    ([from, to]): Edit =>
      (bytes) =>
        splice(bytes, to % bytes.length, 0, bytes.subarray(from % bytes.length, (from % bytes.length) + 64)),
  ),
  at.map(
    (place): Edit =>
      (bytes) =>
        bytes.slice(0, (place % bytes.length) + 1),
  ),
  // Lengths and tags decide most, so the first bytes are hit more often than chance would.
  fc.tuple(fc.nat(120), fc.constantFrom(0, 0x30, 0x31, 0x80, 0x81, 0x84, 0xa0, 0xa3, 0xff)).map(
    ([place, value]): Edit =>
      (bytes) =>
        bytes.map((old, i) => (i === place % bytes.length ? value : old)),
  ),
);
const mutated = fc
  .tuple(fc.constantFrom(...shapes), fc.array(edit, { minLength: 1, maxLength: 4 }))
  .map(([bytes, edits]) => edits.reduce((now, apply) => (now.length === 0 ? now : apply(now)), bytes));

function expectWhole(certificate: Certificate): void {
  const texts = [certificate.subject, certificate.issuer, ...certificate.upn];
  expect(texts.every((text) => typeof text === "string" && !/[\0\p{Surrogate}]/u.test(text))).toBe(true);
  expect(certificate.serialNumber).toMatch(/^(?:[0-9a-f]{2})+$/);
  expect(`${certificate.sha1}${certificate.sha256}${certificate.keyId}`).toMatch(/^[0-9a-f]{144}$/);
  expect(`${certificate.notBefore} ${certificate.notAfter}`).toMatch(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  );
  expect(certificate.version).toBeGreaterThanOrEqual(1);
  // The whole way once more: what goes to IIS is this very certificate.
  const bytes = fromBlob(toBlob(certificate.der));
  expect(bytes).toEqual({ ok: true, value: certificate.der });
  expect(parseCertificate(certificate.der)).toEqual({ ok: true, value: certificate });
}

describe("damaged input", () => {
  it("is a whole certificate or a coded error, never a crash or a hang", { timeout: 600_000 }, () => {
    let accepted = 0;
    fc.assert(
      fc.property(mutated, (bytes) => {
        const copy = bytes.slice();
        const start = performance.now();
        const result = parseCertificates(bytes);
        containsPrivateKey(bytes);
        expect(performance.now() - start).toBeLessThan(PATIENCE);
        expect(bytes).toEqual(copy);
        if (result.ok) {
          accepted++;
          expect(result.value.certificates.length).toBeGreaterThan(0);
          result.value.certificates.forEach(expectWhole);
        } else {
          expect(Object.keys(ERRORS)).toContain(result.error.code);
          expect(result.error.code).toMatch(/^cert-/);
          expect(result.error.message.length).toBeGreaterThan(20);
        }
      }),
      { numRuns: RUNS },
    );
    // Both outcomes must occur, or the test proves nothing.
    expect(accepted).toBeGreaterThan(RUNS / 50);
    expect(accepted).toBeLessThan(RUNS);
  });

  it("goes for any bytes and any text as well", { timeout: 600_000 }, () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: "binary", maxLength: 300 }).map((text) => new Uint8Array(Buffer.from(text))),
    );
    fc.assert(
      fc.property(anything, (bytes) => {
        expect(parseCertificates(bytes).ok).toBe(false);
        expect(parseCertificate(bytes).ok).toBe(false);
      }),
      { numRuns: RUNS },
    );
  });

  const mega = 1024 * 1024;
  it("orders thousands of certificates of one name", () => {
    const same = Array.from({ length: 4_000 }, (_, i) =>
      toPem(
        encode.build({
          serial: encode.node(0x02, encode.octets(1, i >> 8, i & 255)),
          subject: name,
          issuer: name,
        }),
      ),
    );
    const start = performance.now();
    const result = parseCertificates(new Uint8Array(Buffer.from(same.join(""))));
    expect(result.ok && result.value.certificates.length).toBe(4_000);
    expect(performance.now() - start).toBeLessThan(60_000);
  });

  it.each([
    ["dashes", "-".repeat(mega)],
    ["dashes and blanks", "- ".repeat(mega / 2)],
    ["BEGIN", "BEGIN ".repeat(mega / 6)],
    ["BEGIN and words", "BEGIN A B C D ".repeat(mega / 14)],
    ["open markers", "-----BEGIN CERTIFICATE-----\n".repeat(20_000)],
    ["closed markers", "-----END CERTIFICATE-----\n".repeat(mega / 26)],
    ["angle brackets", "<a".repeat(mega / 2)],
    ["ampersands", "&".repeat(mega)],
    ["line ends", "\n".repeat(mega)],
    ["a JWK's name", '"kty" '.repeat(mega / 6)],
    ["an open XML key", "<RSAKeyValue>".repeat(mega / 13)],
    ["hex", "ab ".repeat(mega / 3)],
    ["digits that look like DER", "30 8".repeat(mega / 4)],
    ["base64", "A".repeat(mega)],
    ["base64 of a certificate that never ends", `MIIC${"A".repeat(mega)}`],
    ["wrapped base64", `${"A".repeat(64)}\n`.repeat(mega / 65)],
    ["colons", ":".repeat(mega)],
    ["quotes", "> ".repeat(mega / 2)],
    ["blanks", " ".repeat(mega)],
    ["backslashes", "\\".repeat(mega)],
    ["nested sequences", "0\x80".repeat(mega / 2)],
  ])("does not hang on 1 MiB of %s", (_, text) => {
    const bytes = new Uint8Array(Buffer.from(text, "latin1"));
    const start = performance.now();
    expect(parseCertificates(bytes).ok).toBe(false);
    containsPrivateKey(bytes);
    expect(performance.now() - start).toBeLessThan(60_000);
  });
});
