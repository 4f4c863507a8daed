import { expect, test } from "vitest";
import { applyDraftFix, DRAFT_FIXES } from "@/lib/iis/doctor/draft-fix";

const section = {
  enabled: false,
  oneToOneCertificateMappingsEnabled: false,
  manyToOneCertificateMappingsEnabled: false,
  logonMethod: "ClearText" as const,
  defaultLogonDomain: "",
};

test("sslFlags keep what is there and gain what asks", () => {
  const draft = { access: { sslFlags: ["SslRequireCert" as const] } };
  expect(applyDraftFix(draft, "ask-for-certificate", {})).toEqual({
    access: { sslFlags: ["Ssl", "SslNegotiateCert", "SslRequireCert"] },
  });
});

test("sslFlags that the draft does not manage start from what the server has", () => {
  expect(applyDraftFix({}, "ask-for-certificate", { access: { sslFlags: ["Ssl128"] } })).toEqual({
    access: { sslFlags: ["Ssl", "SslNegotiateCert", "Ssl128"] },
  });
});

test("only methods that are on are switched off, wherever they are on", () => {
  const draft = { basicAuthentication: { enabled: true } };
  const seen = { anonymousAuthentication: { enabled: true }, digestAuthentication: { enabled: false } };
  expect(applyDraftFix(draft, "other-methods-off", seen)).toEqual({
    basicAuthentication: { enabled: false },
    anonymousAuthentication: { enabled: false },
  });
});

test.each([
  ["mapping-on", { enabled: true }],
  ["one-to-one-on", { oneToOneCertificateMappingsEnabled: true }],
  ["many-to-one-on", { manyToOneCertificateMappingsEnabled: true }],
  ["many-to-one-off", { manyToOneCertificateMappingsEnabled: false }],
] as const)("%s changes one attribute", (fix, change) => {
  const draft = { iisClientCertificateMappingAuthentication: section };
  expect(applyDraftFix(draft, fix, {})).toEqual({
    iisClientCertificateMappingAuthentication: { ...section, ...change },
  });
});

test("a draft that does not manage mappings does not begin to", () => {
  for (const fix of DRAFT_FIXES.filter((each) => each.includes("-on") || each === "many-to-one-off"))
    expect(applyDraftFix({}, fix, {})).toEqual({});
});
