/** What SQL leads from the committed migrations to prisma/schema.prisma: Prisma's engine compiled to WebAssembly knows. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { MIGRATIONS_FOLDER, type Migration, readMigrations } from "./migrations";
import { pgliteFactory } from "./pglite-adapter";

const SCHEMA_FILE = fileURLToPath(new URL("../prisma/schema.prisma", import.meta.url));

/** The missing migration as SQL; empty when schema and migrations agree. Triggers and other SQL that the schema cannot say are left alone. */
export async function schemaDiff(
  migrations: Migration[] = readMigrations(),
  schema: string = readFileSync(SCHEMA_FILE, "utf8"),
): Promise<string> {
  await loadEngine();
  const datamodels: [string, string][] = [[SCHEMA_FILE, schema]];
  const engine = await bindings.SchemaEngine.new(
    { datamodels },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(pgliteFactory()),
  );
  try {
    const { stdout } = await engine.diff({
      from: {
        tag: "migrations",
        baseDir: MIGRATIONS_FOLDER,
        lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"' },
        shadowDbInitScript: "",
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
        })),
      },
      to: { tag: "schemaDatamodel", files: [{ path: SCHEMA_FILE, content: schema }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    const sql = stdout ?? "";
    return sql.includes("This is an empty migration") ? "" : sql.trim();
  } finally {
    engine.free();
  }
}

let loaded: Promise<void> | undefined;

/** Loads the engine by hand: importing a .wasm file needs a flag in Node 20. */
function loadEngine(): Promise<void> {
  loaded ??= (async () => {
    const glue = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
    const wasm = readFileSync(join(dirname(glue), "schema_engine_bg.wasm"));
    const imports = { "./schema_engine_bg.js": bindings as unknown as WebAssembly.ModuleImports };
    const { instance } = await WebAssembly.instantiate(wasm, imports);
    bindings.__wbg_set_wasm(instance.exports);
    (instance.exports.__wbindgen_start as () => void)();
  })();
  return loaded;
}
