import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { berChildren, readBerNode } from "@/lib/pki/ber";
import { toBlob } from "@/lib/pki/blob";
import * as der from "@/lib/pki/fixtures/encode";
import {
  blobOf,
  ca,
  certificate,
  type KeyName,
  keyFile,
  openssl,
  toPemText,
  writeFixture,
} from "@/lib/pki/fixtures/openssl";
import { openPkcs12 } from "@/lib/pki/pkcs12";

const leaf = (key: KeyName = "rsa") => certificate({ issued: true, key, subject: "/CN=Leaf" });
const caFile = () => writeFixture("p12-ca.pem", toPemText(ca()));

function pkcs12(options: readonly string[] = [], password = "secret", key: KeyName = "rsa"): Uint8Array {
  const input = writeFixture(`p12-${key}.pem`, toPemText(leaf(key)));
  return new Uint8Array(
    openssl([
      "pkcs12",
      "-export",
      "-inkey",
      keyFile(key),
      "-in",
      input,
      "-certfile",
      caFile(),
      "-passout",
      `pass:${password}`,
      ...options,
    ]),
  );
}

function codeOf(bytes: Uint8Array, password = "secret"): string {
  const result = openPkcs12(bytes, password);
  return result.ok ? "ok" : result.error.code;
}

const LEGACY = ["-legacy", "-provider-path", "/usr/lib/x86_64-linux-gnu/ossl-modules"];
const legacyWorks = (() => {
  try {
    pkcs12(LEGACY);
    return true;
  } catch {
    return false;
  }
})();

const WAYS: Record<string, [readonly string[], string?, KeyName?]> = {
  "openssl's default (AES-256, SHA-256)": [[]],
  "as Windows exports for old systems (3DES, SHA-1)": [
    ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"],
  ],
  "AES-128 and SHA-512": [["-certpbe", "AES-128-CBC", "-macalg", "sha512"]],
  "AES-192 and SHA-384": [["-certpbe", "AES-192-CBC", "-macalg", "sha384"]],
  "without a MAC": [["-nomac"]],
  "certificates in clear": [["-certpbe", "NONE"]],
  "key in clear": [["-keypbe", "NONE"]],
  "EC key": [[], "secret", "p384"],
  "Ed25519 key": [[], "secret", "ed25519"],
  "empty password": [[], ""],
  "non-ASCII password": [[], "pässwörd"],
  "many rounds": [["-iter", "5000"]],
};

describe("PKCS#12", () => {
  it.each(Object.entries(WAYS))(
    "opens one made with %s",
    (_, [options, password = "secret", key = "rsa"]) => {
      const result = openPkcs12(pkcs12(options, password, key), password);
      if (!result.ok) throw new Error(result.error.message);
      expect(result.value.certificates.map(({ der: bytes }) => toBlob(bytes))).toEqual([
        blobOf(leaf(key)),
        blobOf(ca()),
      ]);
      expect(result.value.chain.map(({ subject }) => subject)).toEqual(["CN=Contoso CA,DC=contoso,DC=com"]);
    },
  );

  it.runIf(legacyWorks)("opens one with 40-bit RC2, which Windows made until 2018", () => {
    expect(codeOf(pkcs12(LEGACY))).toBe("ok");
  });

  it("puts the certificate that has a key first, even a CA's", () => {
    const other = writeFixture("p12-other.pem", toPemText(leaf("p384")));
    const input = writeFixture("p12-self.pem", toPemText(ca()));
    const bytes = openssl([
      "pkcs12",
      "-export",
      "-inkey",
      keyFile("p256"),
      "-in",
      input,
      "-certfile",
      other,
      "-passout",
      "pass:x",
    ]);
    const result = openPkcs12(new Uint8Array(bytes), "x");
    expect(result.ok && result.value.certificates.map(({ subject }) => subject)).toEqual([
      "CN=Contoso CA,DC=contoso,DC=com",
      "CN=Leaf",
    ]);
    expect(result.ok && result.value.chain).toEqual([]);
  });

  it("lets nothing of the key out", () => {
    const result = openPkcs12(pkcs12(), "secret");
    const pkcs1 = openssl(["pkey", "-in", keyFile("rsa"), "-traditional", "-outform", "DER"]);
    const secretPart = pkcs1.subarray(300, 340).toString("hex");
    const everything = JSON.stringify(result, (_, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value,
    );
    expect(everything).not.toContain(secretPart);
  });

  it.each([
    ["wrong password", [], "wrong", "pkcs12-password"],
    ["no password", [], "", "pkcs12-password"],
    ["only a key", ["-nocerts"], "secret", "pkcs12-no-certificate"],
    ["two-key triple DES", ["-certpbe", "PBE-SHA1-2DES"], "secret", "pkcs12-unsupported"],
    ["Camellia", ["-certpbe", "CAMELLIA-256-CBC"], "secret", "pkcs12-unsupported"],
  ])("says what is wrong: %s", (_, options, password, code) => {
    const input = writeFixture("p12-rsa.pem", toPemText(leaf()));
    const source =
      options[0] === "-nocerts"
        ? ["-nocerts", "-inkey", keyFile("rsa")]
        : ["-inkey", keyFile("rsa"), ...options];
    const bytes = openssl(["pkcs12", "-export", "-in", input, ...source, "-passout", "pass:secret"]);
    const result = openPkcs12(new Uint8Array(bytes), password);
    expect(result).toMatchObject({
      ok: false,
      error: { code, message: expect.stringMatching(/^[A-Z].*\. .*\.$/) },
    });
  });

  it("finds a wrong password without a MAC by what comes out", () => {
    const sound = pkcs12();
    const [version, safe] = berChildren(readBerNode(sound, 0, sound.length));
    if (!version || !safe) throw new Error("openssl made no PKCS#12 file");
    const unchecked = der.sequence(
      sound.slice(version.start, version.next),
      sound.slice(safe.start, safe.next),
    );
    expect(codeOf(unchecked)).toBe("ok");
    for (let i = 0; i < 8; i++) expect(codeOf(unchecked, `wrong${i}`)).toBe("pkcs12-password");
  });

  it("says of anything else that it is none", () => {
    expect(codeOf(ca())).toBe("pkcs12-malformed");
    expect(codeOf(der.octets())).toBe("pkcs12-malformed");
    expect(codeOf(pkcs12().slice(0, 500))).toBe("pkcs12-malformed");
    expect(codeOf(new Uint8Array(20 * 1024 * 1024 + 1))).toBe("cert-too-large");
    const pfx = (...parts: Uint8Array[]) => der.sequence(der.node(2, der.octets(3)), ...parts);
    const content = (type: string, value: Uint8Array) => der.sequence(der.oid(type), der.node(0xa0, value));
    expect(codeOf(pfx(content("1.2.840.113549.1.7.2", der.sequence())))).toBe("pkcs12-unsupported");
    expect(codeOf(pfx(content("1.2.840.113549.1.7.1", der.node(4, der.sequence()))))).toBe(
      "pkcs12-no-certificate",
    );
    const mac = (...rounds: number[]) =>
      der.sequence(
        der.sequence(der.sequence(der.oid("1.3.14.3.2.26")), der.node(4, der.octets(1))),
        der.node(4, der.octets(1)),
        der.node(2, der.octets(...rounds)),
      );
    const unstretched = content("1.2.840.113549.1.7.1", der.node(4, der.sequence()));
    expect(codeOf(pfx(unstretched, mac(1)))).toBe("pkcs12-password");
    expect(codeOf(pfx(unstretched, mac(0)))).toBe("pkcs12-unsupported");
    expect(codeOf(pfx(unstretched, mac(0x0f, 0x42, 0x41)))).toBe("pkcs12-unsupported");
    expect(codeOf(pfx(content("1.2.840.113549.1.7.1", der.node(4))))).toBe("pkcs12-malformed");
    expect(codeOf(pfx(der.sequence(der.oid("1.2.840.113549.1.7.1"))))).toBe("pkcs12-malformed");
  });

  it("reads strings in pieces, bags in bags and indefinite lengths, and refuses a heap of them", () => {
    const certBag = der.sequence(
      der.oid("1.2.840.113549.1.12.10.1.3"),
      der.node(
        0xa0,
        der.sequence(der.oid("1.2.840.113549.1.9.22.1"), der.node(0xa0, der.node(4, der.build()))),
      ),
    );
    const nest = (bag: Uint8Array, depth: number): Uint8Array =>
      depth === 0
        ? bag
        : nest(
            der.sequence(der.oid("1.2.840.113549.1.12.10.1.6"), der.node(0xa0, der.sequence(bag))),
            depth - 1,
          );
    const data = (octets: Uint8Array) =>
      der.sequence(der.oid("1.2.840.113549.1.7.1"), der.node(0xa0, octets));
    const file = (bag: Uint8Array) => {
      const safe = der.sequence(data(der.node(4, der.sequence(bag))));
      const pieces = der.concat(
        der.octets(0x24, 0x80),
        der.node(4, safe.slice(0, 9)),
        der.node(4, safe.slice(9)),
        der.octets(0, 0),
      );
      return der.concat(der.octets(0x30, 0x80), der.node(2, der.octets(3)), data(pieces), der.octets(0, 0));
    };
    expect(codeOf(file(certBag))).toBe("ok");
    expect(codeOf(file(nest(certBag, 3)))).toBe("ok");
    expect(codeOf(file(nest(certBag, 9)))).toBe("pkcs12-malformed");
  });

  it("gives certificates or a coded error for any damage", { timeout: 600_000 }, () => {
    const sound = pkcs12(["-iter", "1"], "secret", "p256");
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }),
        (edits) => {
          const bytes = sound.slice();
          for (const [at, value] of edits) bytes[at] = value;
          const result = openPkcs12(bytes, "secret");
          if (!result.ok) expect(result.error.code).toMatch(/^(?:pkcs12|cert)-/);
        },
      ),
      { numRuns: process.env.CERTMAP_FULL === "1" ? 2_000 : 100 },
    );
  });
});
