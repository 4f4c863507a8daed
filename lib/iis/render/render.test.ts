import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseApplicationHost, readSiteConfig } from "@/lib/iis/read";
import { RENDERERS } from "@/lib/iis/render/render";
import { RENDERER_NAMES } from "@/lib/iis/render/renderings";
import { type SiteConfig, siteConfigSchema } from "@/lib/iis/site-config";

/**
 * Every renderer for every kind of mapping, byte by byte. `UPDATE_GOLDEN=1` writes the files anew.
 * VB.NET, VBScript, AppCmd, Ansible and netsh are held by these files only: no parser of theirs runs here. C# and PowerShell are
 * parsed in render-syntax.test.ts; JScript and VBScript were run by hand against a model of IIS's COM interface.
 */
const GOLDEN = fileURLToPath(new URL("../golden/render", import.meta.url));

const cases = readdirSync(GOLDEN).map((name) => {
  const { scope, config } = JSON.parse(readFileSync(join(GOLDEN, name, "input.json"), "utf8"));
  return { name, scope: String(scope), config: siteConfigSchema.parse(config) };
});

function configOf(name: string): SiteConfig {
  const found = cases.find((one) => one.name === name);
  if (!found) throw new Error(`there is no case ${name}`);
  return found.config;
}

describe.each(cases)("$name", ({ name, scope, config }) => {
  test.each(RENDERER_NAMES)("%s", (renderer) => {
    const { extension, render } = RENDERERS[renderer];
    const result = render(config, scope);
    const file = join(GOLDEN, name, `${renderer}.${extension}`);
    const refused = join(GOLDEN, name, `${renderer}.error.json`);
    const [right, wrong] = result.ok ? [file, refused] : [refused, file];
    const text = result.ok ? result.value : `${JSON.stringify(result.error, null, 2)}\n`;
    if (process.env.UPDATE_GOLDEN === "1") {
      writeFileSync(right, text);
      rmSync(wrong, { force: true });
    }
    expect(text).toBe(readFileSync(right, "utf8"));
    expect(existsSync(wrong)).toBe(false);
  });
});

describe("what every renderer keeps", () => {
  test.each(cases)("$name: scripts for Windows are pure ASCII", ({ scope, config }) => {
    for (const renderer of RENDERER_NAMES) {
      const result = RENDERERS[renderer].render(config, scope);
      // AppCmd writes a site's name as it is, under code page 65001.
      if (renderer === "xml" || renderer === "webconfig" || renderer === "appcmd" || !result.ok) continue;
      expect(result.value).toMatch(/^[\r\n\x20-\x7e]*$/);
    }
  });

  test("mappings below a site are refused", () => {
    const config = configOf("whole");
    for (const renderer of RENDERER_NAMES)
      expect(RENDERERS[renderer].render(config, "Site/app")).toMatchObject({
        error: { code: "scope-below-site" },
      });
  });

  test("a character that XML cannot carry is refused, with its place", () => {
    const config = configOf("many-to-one");
    const broken = structuredClone(config);
    const mapping = broken.iisClientCertificateMappingAuthentication?.manyToOneMappings[1];
    if (!mapping) throw new Error("the case lost its mapping");
    mapping.description = "bell\u0007";
    const field = "iisClientCertificateMappingAuthentication.manyToOneMappings[1].description";
    for (const renderer of RENDERER_NAMES) {
      expect(RENDERERS[renderer].render(broken, "Site")).toMatchObject({
        error: { code: "value-unwritable", field },
      });
      expect(RENDERERS[renderer].render(config, "half \ud800")).toMatchObject({ error: { field: "scope" } });
    }
  });
});

describe("the XML is what IIS takes", () => {
  test.each(cases.filter(({ name }) => name !== "empty"))("$name", ({ scope, config }) => {
    const open = (text: string, kind: "applicationHost" | "web") =>
      parseApplicationHost(new TextEncoder().encode(text), { kind });
    const xml = RENDERERS.xml.render(config, scope);
    const file = xml.ok ? open(`<configuration>${xml.value}</configuration>`, "applicationHost") : xml;
    expect(file).toMatchObject({ ok: true, value: { problems: [] } });
    expect(file.ok && readSiteConfig(file.value, scope)).toEqual({ ok: true, value: withoutLabels(config) });
    const own = RENDERERS.webconfig.render(config, scope);
    if (scope === "") return;
    const web = own.ok ? open(own.value, "web") : own;
    expect(web.ok && readSiteConfig(web.value, "")).toEqual({ ok: true, value: withoutLabels(config) });
  });
});

/** IIS has no name for a one-to-one mapping, so none comes back. */
function withoutLabels(config: SiteConfig): SiteConfig {
  const section = config.iisClientCertificateMappingAuthentication;
  if (!section) return config;
  const oneToOneMappings = section.oneToOneMappings.map((mapping) => ({ ...mapping, name: "" }));
  return { ...config, iisClientCertificateMappingAuthentication: { ...section, oneToOneMappings } };
}

test("lists of thousands render, where an argument list would overflow", () => {
  const config = configOf("whole");
  const section = config.iisClientCertificateMappingAuthentication;
  const [one] = section?.oneToOneMappings ?? [];
  const [many] = section?.manyToOneMappings ?? [];
  if (!section || !one || !many) throw new Error("the case lost its mappings");
  const oneToOneMappings = Array.from({ length: 8_000 }, (_, i) => ({ ...one, userName: `CONTOSO\\u${i}` }));
  const manyToOneMappings = Array.from({ length: 8_000 }, (_, i) => ({ ...many, name: `m${i}` }));
  const lists = {
    iisClientCertificateMappingAuthentication: { ...section, oneToOneMappings, manyToOneMappings },
  };
  for (const renderer of ["csharp", "vbscript", "dsc"] as const) {
    const result = RENDERERS[renderer].render(lists, "Site");
    expect(result.ok && result.value.length).toBeGreaterThan(10_000_000);
  }
});
