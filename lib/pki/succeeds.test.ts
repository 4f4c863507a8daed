import { describe, expect, it } from "vitest";
import { type Successor, succeeds } from "@/lib/pki/succeeds";

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const OLD: Successor = {
  sha256: "a1",
  notBefore: day(1),
  notAfter: day(100),
  subject: "CN=Ann",
  subjectKey: "s1",
  issuerKey: "i1",
  keySha256: "k1",
  subjectKeyIdentifier: "ski1",
  authorityKeyIdentifier: "aki1",
  upnKeys: ["ann@contoso.com"],
  isCa: false,
};
/** Of somebody else altogether, but for what is said. */
const newer = (change: Partial<Successor>): Successor => ({
  sha256: "b2",
  notBefore: day(90),
  notAfter: day(200),
  subject: "CN=Bob",
  subjectKey: "s2",
  issuerKey: "i2",
  keySha256: "k2",
  subjectKeyIdentifier: "ski2",
  authorityKeyIdentifier: "aki2",
  upnKeys: [],
  isCa: false,
  ...change,
});

describe("a renewal", () => {
  it.each<[string, Partial<Successor>]>([
    ["key", { keySha256: "k1" }],
    ["key-identifier", { subjectKeyIdentifier: "ski1" }],
    ["names", { subject: "CN=ann", subjectKey: "s1", issuerKey: "i1" }],
    ["issuer-key", { subject: "CN=Ann", subjectKey: "s1", authorityKeyIdentifier: "aki1" }],
    ["upn", { upnKeys: ["other@contoso.com", "ann@contoso.com"] }],
  ])("is known by %s", (reason, change) => {
    expect(succeeds(newer(change), OLD)).toBe(reason);
  });

  it("names the surest of several reasons", () => {
    expect(succeeds(newer({ keySha256: "k1", upnKeys: OLD.upnKeys, subjectKey: "s1" }), OLD)).toBe("key");
  });

  it("is none where only the subject, only the issuer or nothing is shared", () => {
    for (const change of [{}, { subjectKey: "s1" }, { issuerKey: "i1" }, { authorityKeyIdentifier: "aki1" }])
      expect(succeeds(newer(change), OLD)).toBeNull();
  });

  it("is none for empty names and missing identifiers, which everybody shares", () => {
    const empty = { subject: "", subjectKey: "e", issuerKey: "i1", subjectKeyIdentifier: null, upnKeys: [] };
    expect(succeeds(newer(empty), { ...OLD, ...empty })).toBeNull();
    const unread = { keySha256: "", subjectKey: "", issuerKey: "", subjectKeyIdentifier: "" };
    expect(succeeds(newer({ ...unread, subject: "CN=Ann" }), { ...OLD, ...unread })).toBeNull();
  });

  it("ends later, or begins later where both end at once; a CA does not succeed a person", () => {
    const same = { keySha256: "k1" };
    expect(succeeds(newer({ ...same, notAfter: day(99) }), OLD)).toBeNull();
    expect(succeeds(newer({ ...same, notAfter: day(100), notBefore: day(1) }), OLD)).toBeNull();
    expect(succeeds(newer({ ...same, notAfter: day(100), notBefore: day(2) }), OLD)).toBe("key");
    expect(succeeds(newer({ ...same, isCa: true }), OLD)).toBeNull();
    expect(succeeds(newer({ ...same, sha256: "a1" }), OLD)).toBeNull();
  });
});
