import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { RENDERER_NAMES, RENDERERS } from "@/lib/iis/render/render";
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
