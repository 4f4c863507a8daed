import { expect, test } from "vitest";
import { readMigrations } from "./migrations";
import { schemaDiff } from "./schema-diff";

const schema = (fields: string) => `
  generator client {
    provider = "prisma-client"
    output   = "./nowhere"
  }
  datasource db {
    provider = "postgresql"
  }
  model Thing {
    id Int @id
    ${fields}
  }`;

const create = {
  name: "001_things",
  checksum: "",
  sql: `CREATE TABLE "Thing" ("id" INTEGER NOT NULL, CONSTRAINT "Thing_pkey" PRIMARY KEY ("id"));
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
    CREATE TRIGGER keep BEFORE DELETE ON "Thing" FOR EACH ROW EXECUTE FUNCTION refuse();`,
};

test("the committed migrations lead to the schema", async () => {
  expect(await schemaDiff(), "run `npm run db:migration -- what-changed`").toBe("");
  expect(readMigrations().length).toBeGreaterThan(0);
});

test("triggers and functions written by hand are no difference", async () => {
  expect(await schemaDiff([create], schema(""))).toBe("");
});

test("a new column is the SQL that is missing", async () => {
  expect(await schemaDiff([create], schema("name String"))).toMatch(
    /ALTER TABLE "Thing" ADD COLUMN\s+"name" TEXT NOT NULL/,
  );
});
