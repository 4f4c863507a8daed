import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createConfigFileBackEnd } from "@/agent/config-file/config-file-back-end";
import { ok } from "@/lib/errors";
import { siteName, sixtyLocations } from "@/lib/iis/fixtures/sixty-locations";
import { findInFile } from "@/lib/iis/found-scopes";
import certificates from "@/lib/iis/golden/certificates.json";
import type { SiteConfig } from "@/lib/iis/site-config";

const folder = mkdtempSync(join(tmpdir(), "certmap-adopted-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = join(folder, "applicationHost.config");
const file = sixtyLocations(Object.values(certificates));
const backEnd = createConfigFileBackEnd({ path, passwordHandling: "refuse", sampleKey: "" });
const found = findInFile(new TextEncoder().encode(file));
const scopes = found.ok ? found.value.scopes.filter(({ problem }) => !problem) : [];

async function plan(scope: string, config: SiteConfig) {
  const passwords = { open: async () => ok(undefined) };
  const planned = await backEnd.plan({ scope, config, passwords, allowEmpty: false });
  if (!planned.ok) throw new Error(`${scope}: ${planned.error.message}`);
  return planned.value;
}

test("sixty adopted locations get their own bytes back from a push with no change", async () => {
  writeFileSync(path, file);
  expect(scopes).toHaveLength(61);
  for (const { scope, config } of scopes) {
    const { before, after, content } = await plan(scope, config);
    expect([scope, after]).toEqual([scope, before]);
    expect(Buffer.from(content).toString("utf8")).toBe(file);
  }
  expect(readFileSync(path, "utf8")).toBe(file);
});

test("a change of one adopted location touches no byte of the others", async () => {
  const scope = siteName(3);
  const { config } = scopes.find((each) => each.scope === scope) ?? { config: {} };
  const { before, after, content } = await plan(scope, { ...config, access: { sslFlags: ["Ssl"] } });
  expect(after).not.toBe(before);
  const place = /<location {3}path='Site 03' >[\s\S]*?<\/location>/;
  expect(Buffer.from(content).toString("utf8").replace(place, "")).toBe(file.replace(place, ""));
});

test("a scope that only inherits what is wanted gets it stated, so that it cannot change from above", async () => {
  const { before, after } = await plan(siteName(5), { digestAuthentication: { enabled: false } });
  expect(after).not.toBe(before);
});
