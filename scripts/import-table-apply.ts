/** Puts the import table into biome.json: `npm run import-table`. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { importRules } from "./import-table";

interface Override {
  includes: string[];
  linter: unknown;
}

/** The configuration with its per-folder blocks replaced by those of the table; everything else stays as it is. */
export function withImportTable(biomeJson: string): string {
  const config = JSON.parse(biomeJson) as { overrides?: Override[] };
  const blocks: Override[] = importRules().map((rule) => ({
    includes: rule.includes,
    linter: {
      rules: { style: { noRestrictedImports: { level: "error", options: { patterns: rule.patterns } } } },
    },
  }));
  const others = (config.overrides ?? []).filter((entry) => !isTableBlock(entry));
  // Other overrides come last: among them is the one that exempts tests.
  return `${JSON.stringify({ ...config, overrides: [...blocks, ...others] }, null, 2)}\n`;
}

function isTableBlock(entry: Override): boolean {
  return JSON.stringify(entry.linter ?? null).includes('"patterns"');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = fileURLToPath(new URL("../biome.json", import.meta.url));
  writeFileSync(path, withImportTable(readFileSync(path, "utf8")));
  execFileSync("npx", ["biome", "format", "--write", path], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
}
