/**
 * `npm run db:migration -- some words` writes the next migration; `--check` tells whether one is missing (exit code 1).
 * Add triggers and other SQL by hand to the file before it is committed; afterwards it is never changed again.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MIGRATIONS_FOLDER } from "./migrations";
import { schemaDiff } from "./schema-diff";

const words = process.argv.slice(2);
const check = words.includes("--check");
const sql = await schemaDiff();

if (check) {
  if (sql) {
    console.error(
      `prisma/schema.prisma and prisma/migrations disagree. Run \`npm run db:migration -- what-changed\`.\n\n${sql}`,
    );
    process.exitCode = 1;
  } else {
    console.log("Schema and migrations agree.");
  }
} else {
  create(words.join("_"));
}

// The engine leaves a timer of ten seconds behind.
process.exit();

function create(title: string): void {
  const slug = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");
  if (!slug) {
    console.error("Say in a few words what the migration does: `npm run db:migration -- add expiry alarms`.");
    process.exitCode = 1;
    return;
  }
  const stamp = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const folder = join(MIGRATIONS_FOLDER, `${stamp}_${slug}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "migration.sql"),
    sql ? `${sql}\n` : "-- Nothing changed in the schema: write the SQL here.\n",
  );
  console.log(
    `Wrote ${join(folder, "migration.sql")}. Read it, add by hand what the schema cannot say, commit it.`,
  );
}
