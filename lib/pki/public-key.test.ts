import { describe, expect, it } from "vitest";
import type { Certificate } from "@/lib/pki/certificate";
import * as der from "@/lib/pki/fixtures/encode";
import { certificate, type KeyName } from "@/lib/pki/fixtures/openssl";
import { parsed } from "@/lib/pki/fixtures/parsed";

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
