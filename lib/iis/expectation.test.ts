import { describe, expect, it } from "vitest";
import { type Expectation, meets, sayAnswer, sayExpectation, verdictOf } from "@/lib/iis/expectation";
import { resolveAccount } from "@/lib/iis/resolve";
import type { ManyToOneMapping, SiteConfig } from "@/lib/iis/site-config";

const nancy = { sha256: "00", subjectName: [[{ oid: "2.5.4.3", value: "Nancy" }]], issuerName: [] };
const all: ManyToOneMapping = {
  name: "All",
  description: "",
  enabled: true,
  permissionMode: "Allow",
  userName: "CONTOSO\\Nancy",
  rules: [],
};
const under = (manyToOneMappings: ManyToOneMapping[], others: SiteConfig = {}) =>
  resolveAccount(nancy, {
    iisClientCertificateMappingAuthentication: {
      enabled: true,
      oneToOneCertificateMappingsEnabled: true,
      manyToOneCertificateMappingsEnabled: true,
      logonMethod: "ClearText",
      defaultLogonDomain: "",
      oneToOneMappings: [],
      manyToOneMappings,
    },
    ...others,
  });
const { userName: _userName, ...denying } = all;
const off = { enabled: false };
const CLOSED: SiteConfig = {
  anonymousAuthentication: off,
  basicAuthentication: off,
  digestAuthentication: off,
  windowsAuthentication: off,
};

const ANSWERS = {
  account: under([all]),
  denied: under([{ ...denying, permissionMode: "Deny" }]),
  refused: under([], CLOSED),
  anonymous: under([], { anonymousAuthentication: { enabled: true } }),
  unknown: under([]),
};
const EXPECTED: Record<string, Expectation> = {
  account: { kind: "account", userName: "contoso\\NANCY" },
  other: { kind: "account", userName: "CONTOSO\\alice" },
  "403.12": { kind: "refused", status: "403.12" },
  "401.2": { kind: "refused", status: "401.2" },
  anonymous: { kind: "anonymous" },
  unmapped: { kind: "unmapped" },
};

describe("an expectation", () => {
  it.each([
    ["account", ["account"], "becomes CONTOSO\\Nancy"],
    ["denied", ["403.12"], "is refused with 403.12"],
    ["refused", ["401.2", "unmapped"], "is refused with 401.2"],
    ["anonymous", ["anonymous", "unmapped"], "is let in as IUSR"],
    ["unknown", ["unmapped"], "matches no mapping, and what follows cannot be told from this site config"],
  ] as const)("of %s is met by just %j", (verdict, met, words) => {
    const answer = ANSWERS[verdict];
    expect(verdictOf(answer)).toBe(verdict);
    expect(sayAnswer(answer)).toBe(words);
    expect(Object.keys(EXPECTED).filter((name) => meets(EXPECTED[name] as Expectation, answer))).toEqual(met);
  });

  it("is said in words", () => {
    expect(Object.values(EXPECTED).map(sayExpectation)).toEqual([
      "becomes contoso\\NANCY",
      "becomes CONTOSO\\alice",
      "is refused with 403.12",
      "is refused with 401.2",
      "is let in as IUSR",
      "matches no mapping",
    ]);
  });
});
