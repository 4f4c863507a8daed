import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { badNews, PROBE_OUTCOMES, predictProbe, readProbe, sayReading, showsSignIn } from "@/lib/iis/probe";
import type { SiteConfig } from "@/lib/iis/site-config";

const require: SiteConfig = { access: { sslFlags: ["Ssl", "SslNegotiateCert", "SslRequireCert"] } };
const accept: SiteConfig = { access: { sslFlags: ["Ssl", "SslNegotiateCert"] } };
const record = {
  key: "0.0.0.0:443",
  certificate: "",
  store: "MY",
  negotiateClientCertificate: false,
  dsMapper: false,
  ctlStore: "",
  ctlIdentifier: "",
};
const late = { tls: record, sslFlags: 0 };
const early = { tls: { ...record, negotiateClientCertificate: true }, sslFlags: 0 };
const on = { enabled: true };
const off = { enabled: false };

describe("predicts", () => {
  test.each([
    ["required", require, undefined, undefined, ["certificate-required"]],
    [
      "accepted, nobody else",
      { ...accept, anonymousAuthentication: off },
      undefined,
      undefined,
      ["not-signed-in"],
    ],
    ["accepted, anonymous", { ...accept, anonymousAuthentication: on }, undefined, undefined, ["answered"]],
    ["anonymous not known", accept, undefined, undefined, ["not-signed-in", "answered"]],
    ["asked late on 2022", require, late, "20348.1", ["reset"]],
    ["asked late on 2025", require, late, "26100.1", ["not-supported"]],
    ["asked late on 2019", require, late, "17763.1", ["certificate-required"]],
    ["asked late without TLS 1.3", require, { ...late, sslFlags: 32 }, "20348.1", ["certificate-required"]],
    ["asked early on 2022", require, early, "20348.1", ["certificate-required"]],
    ["not asked for", { anonymousAuthentication: on }, late, "20348.1", ["answered"]],
  ] as const)("%s", (_name, config, binding, windowsBuild, expected) => {
    expect(predictProbe(config as SiteConfig, binding, { windowsBuild }).expected).toEqual(expected);
  });
});

describe("being let in with a certificate shows a sign-in", () => {
  const mapping = { clientCertificateMappingAuthentication: on };
  test.each([
    ["anonymous off, asked for, mapped", { ...accept, ...mapping, anonymousAuthentication: off }, late, true],
    ["asked for by the binding", { ...mapping, anonymousAuthentication: off }, early, true],
    ["anonymous on", { ...accept, ...mapping, anonymousAuthentication: on }, late, false],
    ["anonymous not known", { ...accept, ...mapping }, late, false],
    ["never asked for", { ...mapping, anonymousAuthentication: off }, late, false],
    ["no mapping", { ...accept, anonymousAuthentication: off }, late, false],
  ] as const)("%s", (_name, config, binding, shows) => {
    expect(showsSignIn(config as SiteConfig, binding)).toBe(shows);
  });
});

test("a prediction that came true can be bad news", () => {
  expect(badNews(["reset"])).toMatch(/clients with TLS 1\.3 cannot sign in/);
  expect(badNews(["not-supported"])).not.toBeNull();
  expect(badNews(["certificate-required"])).toBeNull();
});

describe("says", () => {
  test.each([
    ["403.7 - Forbidden", "answered with 403.7"],
    ["Access is denied.", "answered with 403, substatus not sent: taken as 403.7, not verified"],
    ["403.16 0x800B0109", "answered with 403.16 (0x800b0109)"],
  ])("%s", (body, said) => {
    expect(sayReading(readProbe({ kind: "response", status: 403, body }))).toBe(said);
  });
});

describe("reads", () => {
  test.each([
    [403, "<h2>HTTP Error 403.7 - Forbidden</h2>", "certificate-required", 7],
    [403, "<h2>HTTP-Fehler 403.7 - Verboten</h2>", "certificate-required", 7],
    [403, "<h2>403 - Forbidden: Access is denied.</h2>", "certificate-required", null],
    [403, "HTTP Error 403.16 - Forbidden 0x800B0109", "other", 16],
    [401, "401.2", "not-signed-in", 2],
    [500, "HTTP Error 500.0 ... 0x80070032", "not-supported", 0],
    [500, "HTTP Error 500.19 0x80070021", "other", 19],
    [503, "", "other", null],
    [200, "version 200.7", "answered", null],
    [404, "404.0", "answered", 0],
  ] as const)("%s %s", (status, body, outcome, substatus) => {
    expect(readProbe({ kind: "response", status, body })).toMatchObject({ outcome, substatus });
  });

  test("what never became an answer", () => {
    expect(readProbe({ kind: "reset" })).toMatchObject({ outcome: "reset", status: null });
    expect(readProbe({ kind: "unreachable" })).toMatchObject({ outcome: "unreachable" });
  });

  test("any answer at all", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.string(), (status, body) => {
        expect(PROBE_OUTCOMES).toContain(readProbe({ kind: "response", status, body }).outcome);
      }),
    );
  });
});
