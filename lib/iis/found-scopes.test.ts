import { expect, test } from "vitest";
import { CLEAR_PASSWORD, LOCATIONS, siteName, sixtyLocations } from "@/lib/iis/fixtures/sixty-locations";
import { findInFile } from "@/lib/iis/found-scopes";
import certificates from "@/lib/iis/golden/certificates.json";
import { lintSiteConfig } from "@/lib/iis/lint/lint";

const FILE = sixtyLocations(Object.values(certificates));
const bytes = (text: string) => new TextEncoder().encode(text);
const MAPPING = "iisClientCertificateMappingAuthentication";

function found(text: string) {
  const result = findInFile(bytes(text));
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
const scopeOf = (text: string, scope: string) => found(text).scopes.find((each) => each.scope === scope);

test("finds every scope that states something, and what stands there", () => {
  const { kind, scopes } = found(FILE);
  expect(kind).toBe("applicationHost");
  expect(scopes.map(({ scope }) => scope)).toEqual([
    "",
    ...Array.from({ length: LOCATIONS }, (_, i) => siteName(i + 1)),
    "Site 03/api",
  ]);
  expect(scopes.filter(({ problem }) => problem).map(({ scope, problem }) => [scope, problem?.code])).toEqual(
    [["Site 03/api", "scope-below-site"]],
  );
  // Sites that continue the server's list have its entries first.
  const lists = scopeOf(FILE, siteName(4))?.config[MAPPING];
  expect(lists?.manyToOneMappings.map(({ name }) => name)).toEqual(["Everyone else"]);
  expect(lists?.oneToOneMappings).toHaveLength(1);
});

test("says how passwords stand there and lets go of every value", () => {
  const clear = scopeOf(FILE, siteName(3));
  expect(clear?.passwords).toEqual([{ list: "oneToOneMappings", index: 0, state: "clear" }]);
  expect(
    lintSiteConfig(clear?.config ?? {}, { now: 0, file: clear?.facts }).map(({ code }) => code),
  ).toContain("clear-text-password");
  expect(scopeOf(FILE, siteName(6))?.passwords.map(({ state }) => state)).toEqual(["encrypted", "encrypted"]);
  const everything = JSON.stringify(found(FILE));
  expect(FILE).toContain(CLEAR_PASSWORD);
  expect(everything).not.toContain(CLEAR_PASSWORD);
  expect(everything).not.toContain("[enc:");
});

test("takes pieces of a file as people copy them", () => {
  const section = `<iisClientCertificateMappingAuthentication enabled="true"><oneToOneMappings><add userName="A\\b" password="x" certificate="${certificates.alice}"/></oneToOneMappings></iisClientCertificateMappingAuthentication>`;
  const location = `<location path="Shop"><system.webServer><security><authentication>${section}</authentication></security></system.webServer></location>`;
  for (const [text, scope] of [
    [section, ""],
    [`\ufeff<?xml version="1.0"?>\r\n<!-- note -->${section}`, ""],
    [`<access sslFlags="Ssl" />\n${section}`, ""],
    [`<authentication>${section}</authentication>`, ""],
    [location, "Shop"],
    [`${location}\n${location.replace("Shop", "Blog")}`, "Blog"],
  ] as const) {
    const { kind, scopes } = found(text);
    expect(kind).toBe("web");
    expect(scopes.map((each) => each.scope)).toContain(scope);
  }
  const pair = scopeOf(`<access sslFlags="Ssl" />\n${section}`, "")?.config;
  expect(Object.keys(pair ?? {})).toEqual([MAPPING, "access"]);
  expect(scopeOf(section, "")?.config[MAPPING]?.oneToOneMappings).toHaveLength(1);
  expect(scopeOf(location, "Shop")?.config[MAPPING]?.oneToOneMappings).toHaveLength(1);
});

test("refuses what is none of it, with the place", () => {
  for (const [text, code] of [
    ["", "xml-malformed"],
    ["<html></html>", "config-not-iis"],
    ["<location path='a'>", "xml-malformed"],
    ["<!DOCTYPE a><location path='a'></location>", "xml-dtd-refused"],
    ["<access/><html/>", "xml-malformed"],
  ] as const) {
    const result = findInFile(bytes(text));
    expect(result.ok ? "ok" : result.error.code).toBe(code);
  }
  // A scope that IIS would refuse is found with its reason, beside the others.
  const broken = FILE.replace('sslFlags="Ssl" />', 'sslFlags="Sslx" />');
  expect(found(broken).scopes.filter(({ problem }) => problem).length).toBe(2);
});
