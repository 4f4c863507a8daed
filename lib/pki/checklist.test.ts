import { describe, expect, it } from "vitest";
import type { Certificate } from "@/lib/pki/certificate";
import { type ChecklistCode, checkCertificate, daysLeft } from "@/lib/pki/checklist";
import { parseCertificate } from "@/lib/pki/der";
import * as der from "@/lib/pki/fixtures/encode";
import { type CertificateWishes, ca, certificate } from "@/lib/pki/fixtures/openssl";

function parsed(bytes: Uint8Array): Certificate {
  const result = parseCertificate(bytes);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const GOOD: CertificateWishes = {
  issued: true,
  key: "rsa",
  from: undefined,
  extensions: [
    "extendedKeyUsage = clientAuth",
    "keyUsage = digitalSignature",
    "crlDistributionPoints = URI:http://crl.contoso.com/a.crl",
  ],
};
const good = parsed(certificate(GOOD));
const start = new Date(good.notBefore);
const later = (days: number) => new Date(start.getTime() + days * 86_400_000);

function item(certificate: Certificate, code: ChecklistCode, now = later(1)) {
  const found = checkCertificate(certificate, now).find((entry) => entry.code === code);
  return found && [found.state, found.status].filter(Boolean).join(" ");
}
const withExtensions = (...extensions: string[]) => parsed(certificate({ extensions }));

describe("checklist", () => {
  it("passes a good client certificate in every item, each with a sentence", () => {
    const items = checkCertificate(good, later(1));
    expect(items.map(({ state }) => state)).toEqual(Array(9).fill("pass"));
    expect(new Set(items.map(({ code }) => code)).size).toBe(9);
    for (const { message } of items) expect(message).toMatch(/^It.*\.$/);
  });

  it("looks at the dates: 403.17", () => {
    expect(item(good, "dates", later(-0.1))).toBe("fail 403.17");
    expect(item(good, "dates", later(0))).toBe("pass");
    expect(item(good, "dates", later(59))).toBe("pass");
    expect(item(good, "dates", later(61))).toBe("warn");
    expect(item(good, "dates", later(90))).toBe("warn");
    expect(item(good, "dates", later(90.01))).toBe("fail 403.17");
    const backwards = parsed(
      der.build({ validity: der.sequence(der.time("270101000000Z"), der.time("260101000000Z")) }),
    );
    expect(item(backwards, "dates", new Date("2026-06-01"))).toBe("fail 403.17");
    expect(checkCertificate(good, later(88.5))[0]?.message).toContain("in 1 day.");
    expect(daysLeft(good, later(91))).toBe(-1);
  });

  it("wants client authentication among the usages, if there are any: 403.16", () => {
    expect(item(withExtensions(), "client-auth")).toBe("pass");
    expect(item(withExtensions("extendedKeyUsage = clientAuth,serverAuth"), "client-auth")).toBe("pass");
    expect(item(withExtensions("extendedKeyUsage = anyExtendedKeyUsage"), "client-auth")).toBe("pass");
    expect(item(withExtensions("extendedKeyUsage = serverAuth"), "client-auth")).toBe("fail 403.16");
    expect(item(withExtensions("extendedKeyUsage = 1.3.6.1.4.1.311.20.2.2"), "client-auth")).toBe(
      "fail 403.16",
    );
    const servers = checkCertificate(withExtensions("extendedKeyUsage = serverAuth"), later(1));
    expect(servers[1]?.message).toContain("servers only");
  });

  it("wants a key that may sign", () => {
    expect(item(withExtensions(), "digital-signature")).toBe("pass");
    expect(item(withExtensions("keyUsage = keyEncipherment"), "digital-signature")).toBe("warn");
  });

  it("wants the certificate of a holder, not of a CA", () => {
    expect(item(parsed(ca()), "ca")).toBe("warn");
    expect(item(withExtensions("basicConstraints = CA:FALSE"), "ca")).toBe("pass");
    expect(item(withExtensions("keyUsage = keyCertSign"), "ca")).toBe("warn");
  });

  it("looks at the hash: 403.16", () => {
    const signed = (digest: string, issued: boolean) =>
      item(parsed(certificate({ key: "rsa", digest, issued, subject: "/CN=Hash" })), "hash");
    const md5 = der.build({ algorithm: der.sequence(der.oid("1.2.840.113549.1.1.4")) });
    expect(item(parsed(md5), "hash")).toBe("fail 403.16");
    expect(signed("sha1", true)).toBe("warn 403.16");
    expect(signed("sha1", false)).toBe("pass");
    expect(signed("sha384", true)).toBe("pass");
    expect(item(parsed(certificate({ key: "ed25519" })), "hash")).toBe("pass");
  });

  it.each([
    ["rsa", "pass"],
    ["rsa1024", "warn"],
    ["rsa512", "fail 403.16"],
    ["pss", "warn"],
    ["p256", "pass"],
    ["p521", "pass"],
    ["p224", "warn"],
    ["secp256k1", "warn"],
    ["explicit", "warn"],
    ["ed25519", "warn"],
    ["dsa", "warn"],
  ] as const)("looks at the key: %s", (key, expected) => {
    expect(item(parsed(certificate({ key })), "key")).toBe(expected);
  });

  it("does not promise a key that it cannot read", () => {
    expect(item(parsed(der.build({ spki: der.spki("1.2.840.113549.1.1.1") })), "key")).toBe("warn 403.16");
  });

  it("warns of a self-signed certificate: 403.16", () => {
    expect(item(withExtensions(), "issuer")).toBe("warn 403.16");
    expect(item(good, "issuer")).toBe("pass");
  });

  it("warns where revocation cannot be checked: 403.13", () => {
    expect(item(parsed(certificate({ issued: true })), "revocation")).toBe("warn 403.13");
    expect(
      item(
        parsed(certificate({ issued: true, extensions: ["authorityInfoAccess = OCSP;URI:http://o"] })),
        "revocation",
      ),
    ).toBe("pass");
    expect(item(withExtensions(), "revocation")).toBe("pass");
  });

  it("warns of a critical extension that Windows does not know", () => {
    const critical = parsed(
      der.build({
        extensions: [der.extension("1.2.3", der.octets(), true), der.extension("1.2.4", der.octets())],
      }),
    );
    expect(item(critical, "critical-extensions")).toBe("warn 403.16");
    expect(checkCertificate(critical, later(0)).at(-1)?.message).toContain("1.2.3.");
  });
});
