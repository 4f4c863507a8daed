import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COLUMNS, type Column, ROWS } from "./import-table";
import { withImportTable } from "./import-table-apply";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What a breach of each column looks like in a file two folders deep, by alias, relatively, and as a type. */
const BREACHES: Record<Column, string[]> = {
  pki: ["@/lib/pki/certificate", "../../../lib/pki/certificate", "../../pki/certificate"],
  iis: ["@/lib/iis/site-config", "@/lib/iis/render/xml", "../../../lib/iis/render/xml", "../../iis/diff"],
  api: ["@/lib/api/accounts", "../../api/accounts"],
  "agent-api": ["@/lib/agent-api/v1", "../../agent-api/v1"],
  "audit-chain": ["@/lib/audit-chain/verify", "../../audit-chain/verify"],
  services: ["@/lib/services/accounts/create", "../../services/accounts/create"],
  "services of another noun": ["@/lib/services/servers/get", "../servers/get"],
  "services except audit": [
    "@/lib/services/servers/get",
    "@/lib/services/drafts/change",
    "../services/servers/get",
  ],
  queries: ["@/lib/queries/accounts", "../../queries/accounts"],
  auth: ["@/lib/auth/actor", "../../auth/actor"],
  secrets: ["@/lib/secrets/seal", "../../secrets/seal"],
  db: [
    "@/lib/db",
    "../../db",
    "../../db.ts",
    "@/lib/db-notify",
    "@/lib/generated/prisma/client",
    "pg",
    "@prisma/client",
  ],
  env: ["@/lib/env", "../../env", "../../../lib/env.ts"],
  components: ["@/components/ui/panel", "../../../components/servers/list"],
  "components of a noun": ["@/components/servers/list", "../servers/list"],
  app: [
    "@/app/layout",
    "../../../app/layout",
    "@/scripts/migrate",
    "../../../scripts/migrate",
    "@/e2e/pages",
  ],
  programs: ["@/agent/main", "@/cli/main", "../../../cli/main"],
  react: ["react", "react-dom/client", "@mantine/core", "@tanstack/react-query", "@tabler/icons-react"],
  "react except Query": ["react", "@mantine/core", "@tanstack/react-table"],
  next: ["next", "next/headers", "next/link"],
  "next except headers and redirect": ["next/server", "next/link"],
  "next on the server": ["next/headers", "next/server", "next/cache"],
  node: ["node:fs", "node:fs/promises", "node:crypto"],
};

/** What the table allows although a pattern of the same row comes near it. */
const ALLOWED: Record<string, string[]> = {
  "lib/pki": ["./names", "@/lib/errors", "node-forge"],
  "lib/iis": ["@/lib/pki/certificate", "@/lib/errors", "zod", "../render/xml"],
  "lib/api": ["@/lib/pki/certificate", "@/lib/iis/site-config", "zod"],
  "lib/agent-api": ["@/lib/iis/site-config", "zod"],
  "lib/audit-chain": ["canonicalize", "@noble/hashes/sha2"],
  "lib/services": [
    "@/lib/services/audit/record",
    "../audit/record",
    "@/lib/services/drafts/change",
    "../drafts/change",
    "./create",
    "@/lib/db",
    "@/lib/env",
    "@/lib/auth/actor",
  ],
  "lib/queries": ["@tanstack/react-query", "@/lib/api/accounts"],
  "lib/auth": [
    "next/headers",
    "next/navigation",
    "@/lib/services/audit/record",
    "@/lib/db",
    "@/lib/env",
    "@/lib/secrets/seal",
    "better-auth",
  ],
  "lib/secrets": ["@/lib/db", "@/lib/env", "node:crypto"],
  components: ["@/lib/queries/accounts", "@/components/ui/panel", "react", "next/link", "@mantine/core"],
  "components/ui": ["react", "./panel", "../ui/panel", "@mantine/core"],
  app: [
    "@/lib/services/accounts/create",
    "@/lib/auth/actor",
    "@/components/servers/list",
    "next/headers",
    "@/lib/env",
  ],
  agent: ["@/lib/iis/site-config", "@/lib/agent-api/v1", "@/agent/keys", "@/lib/errors", "node:fs"],
  cli: ["@/lib/pki/certificate", "@/lib/iis/diff", "@/lib/audit-chain/verify", "@/cli/output", "node:fs"],
};

interface Report {
  diagnostics: { category: string; message: string; location: { path: string; start: { line: number } } }[];
}

const fileOf = (folder: string, name: string) => `${folder}/noun/${name}`;
const asImports = (sources: string[]) =>
  sources.map((source, i) => `import v${i} from "${source}";`).join("\n");

describe("import table", () => {
  let dir = "";
  /** "file:line" to message. */
  const found = new Map<string, string>();

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "certmap-import-table-"));
    const config = JSON.parse(readFileSync(join(root, "biome.json"), "utf8"));
    // The probe folder is not a repository, and only this rule is of interest.
    config.vcs.enabled = false;
    config.linter.rules.preset = "none";
    writeFileSync(join(dir, "biome.json"), JSON.stringify(config));
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    };
    for (const [folder, denied] of Object.entries(ROWS)) {
      for (const column of denied) {
        write(fileOf(folder, `${column.replaceAll(" ", "-")}.ts`), asImports(BREACHES[column]));
      }
      write(fileOf(folder, "allowed.ts"), asImports(ALLOWED[folder] ?? []));
      write(fileOf(folder, "probe.test.ts"), asImports(denied.flatMap((column) => BREACHES[column])));
    }
    for (const { category, message, location } of lint(dir).diagnostics) {
      if (category === "lint/style/noRestrictedImports") {
        found.set(`${location.path.replaceAll("\\", "/")}:${location.start.line}`, message);
      }
    }
  });

  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  for (const [folder, denied] of Object.entries(ROWS)) {
    for (const column of denied) {
      test(`${folder} may not import ${column}`, () => {
        const file = fileOf(folder, `${column.replaceAll(" ", "-")}.ts`);
        BREACHES[column].forEach((source, i) => {
          expect(found.get(`${file}:${i + 1}`), `${folder} imports ${source}`).toBe(
            `${folder} may not import ${column}. ${COLUMNS[column].why}`,
          );
        });
      });
    }

    test(`${folder} may import what the table allows, and its tests anything`, () => {
      const quiet = [fileOf(folder, "allowed.ts"), fileOf(folder, "probe.test.ts")];
      expect([...found].filter(([place]) => quiet.some((file) => place.startsWith(`${file}:`)))).toEqual([]);
    });
  }

  test("biome.json holds the table as it is written down", () => {
    const text = readFileSync(join(root, "biome.json"), "utf8");
    expect(JSON.parse(text), "run `npm run import-table`").toEqual(JSON.parse(withImportTable(text)));
  });

  test("a type and a dynamic import count as imports", () => {
    const probe = join(dir, "lib/pki/noun/kinds.ts");
    writeFileSync(
      probe,
      'import type { T } from "react";\nawait import("pg");\nexport { q } from "@/lib/db";\n',
    );
    const lines = lint(probe).diagnostics.filter((d) => d.category === "lint/style/noRestrictedImports");
    expect(lines.map((d) => d.location.start.line)).toEqual([1, 2, 3]);
  });

  function lint(path: string): Report {
    const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
    try {
      const args = [biome, "lint", "--reporter=json", "--max-diagnostics=none", path];
      return JSON.parse(execFileSync(process.execPath, args, { cwd: dir, encoding: "utf8", stdio: "pipe" }));
    } catch (error) {
      // Diagnostics make it exit with 1; the report still stands on standard output.
      return JSON.parse((error as { stdout: string }).stdout);
    }
  }
});
