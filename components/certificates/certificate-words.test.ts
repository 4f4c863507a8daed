import { describe, expect, it } from "vitest";
import { asn1Text } from "@/components/certificates/asn1-text";
import { samAccountName } from "@/components/certificates/directory-account";
import { keyWords, signatureWords } from "@/components/certificates/key-words";
import { readBlob } from "@/components/certificates/read-blob";
import { readAsn1Tree } from "@/lib/pki/asn1-tree";
import { toBlob } from "@/lib/pki/blob";
import { certificate } from "@/lib/pki/fixtures/openssl";

describe("what the certificate page says", () => {
  it("reads the blob on the page, and says why it cannot", () => {
    const der = certificate({ extensions: ["extendedKeyUsage = clientAuth"] });
    const read = readBlob(toBlob(der));
    expect(read.ok && read.value.der).toEqual(new Uint8Array(der));
    expect(readBlob("MIIB")).toMatchObject({ ok: false });
    expect(readBlob("MII\n")).toMatchObject({ ok: false, error: { code: "cert-base64-damaged" } });
  });

  it("names key and signature, known or not", () => {
    expect(keyWords({ keyAlgorithm: "RSA", keySize: 2048 })).toBe("RSA, 2,048 bits");
    expect(keyWords({ keyAlgorithm: "EC", keySize: 256, keyCurve: "P-256" })).toBe("EC on P-256, 256 bits");
    expect(keyWords({ keyAlgorithm: "Ed25519" })).toBe("Ed25519");
    const oid = "1.2.840.113549.1.1.11";
    expect(
      signatureWords({
        signatureAlgorithm: "sha256WithRSAEncryption",
        signatureAlgorithmOid: oid,
        signatureHash: "SHA-256",
      }),
    ).toBe("sha256WithRSAEncryption (SHA-256)");
    expect(signatureWords({ signatureAlgorithm: "1.2.3", signatureAlgorithmOid: "1.2.3" })).toBe(
      "Unknown algorithm 1.2.3",
    );
  });

  it("offers the account's short name, which Set-ADUser takes, and no user principal name", () => {
    expect(samAccountName("CONTOSO\\nancy")).toBe("nancy");
    expect(samAccountName("nancy")).toBe("nancy");
    expect(samAccountName("nancy@contoso.com")).toBe("");
    expect(samAccountName()).toBe("");
  });

  it("lists the elements of the DER, one a line", () => {
    const der = new Uint8Array([0x30, 9, 2, 1, 5, 0x31, 4, 0x0c, 2, 0x41, 0x0a]);
    const tree = readAsn1Tree(der);
    expect(tree.ok && asn1Text(tree.value)).toBe(
      ["0 9  SEQUENCE", "2 1    INTEGER  05", "5 4    SET", "7 2      UTF8String  A "].join("\n"),
    );
  });
});
