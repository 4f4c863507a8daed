import { expect, test } from "vitest";
import { readSource } from "@/components/adoptions/candidates";
import { findingsOf } from "@/components/adoptions/findings-of";
import { siteName, sixtyLocations } from "@/lib/iis/fixtures/sixty-locations";
import certificates from "@/lib/iis/golden/certificates.json";

const bytes = (text: string) => new TextEncoder().encode(text);
const ACCESS = '<access sslFlags="Ssl" />';
const EXPORT = {
  format: "certmap.site-configs",
  version: 1,
  siteConfigs: [{ name: "Shop", config: { access: { sslFlags: ["Ssl"] } } }],
};

test("a whole file gives a candidate for each scope, named as the site", () => {
  const { kind, candidates, problem } = readSource(
    "1",
    "a.config",
    bytes(sixtyLocations(Object.values(certificates))),
  );
  expect([kind, problem]).toEqual(["config", undefined]);
  expect(candidates[0]).toMatchObject({
    name: "Server level of a.config",
    serverLevel: true,
    from: "a.config",
  });
  expect(candidates[1]).toMatchObject({ name: siteName(1), serverLevel: false, scopes: [siteName(1)] });
  expect(new Set(candidates.map(({ key }) => key)).size).toBe(candidates.length);
  const third = candidates.find(({ name }) => name === siteName(3));
  expect(third && findingsOf(third, 0).map(({ code }) => code)).toContain("clear-text-password");
});

test("a part of a file has no server level: its name is the file's", () => {
  const [candidate] = readSource("2", "pasted text", bytes(ACCESS)).candidates;
  expect(candidate).toMatchObject({ name: "pasted text", serverLevel: false, scopes: [""] });
});

test("an export gives its site configs, and other JSON is told to be none", () => {
  const source = readSource("3", "x.json", bytes(JSON.stringify(EXPORT)));
  expect(source).toMatchObject({ kind: "export", candidates: [{ name: "Shop", scopes: [] }] });
  for (const [text, code] of [
    ["{}", "export-malformed"],
    [JSON.stringify({ ...EXPORT, version: 2 }), "export-version"],
    ["7", "xml-malformed"],
    ["{", "xml-malformed"],
  ] as const)
    expect(readSource("4", "x", bytes(text)).problem?.code).toBe(code);
});
