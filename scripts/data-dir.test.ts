import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hashInputs } from "./build-inputs";
import { prepareDataDir, prepareKeyFile } from "./data-dir";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "certmap-data-dir-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the data folder is made with its parents; a file in its place is refused", () => {
  prepareDataDir(join(folder, "a/b"));
  expect(statSync(join(folder, "a/b")).isDirectory()).toBe(true);
  writeFileSync(join(folder, "file"), "");
  expect(() => prepareDataDir(join(folder, "file"))).toThrow(
    expect.objectContaining({ code: "data-dir-unusable" }),
  );
});

test("a new installation gets a key file; the next start keeps it", () => {
  const path = join(folder, "secret.key");
  prepareKeyFile(path, true);
  const made = readFileSync(path, "utf8");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  prepareKeyFile(path, false);
  expect(readFileSync(path, "utf8")).toBe(made);
});

test("a database with data and no key file: no new key, but what to do", () => {
  const path = join(folder, "secret.key");
  expect(() => prepareKeyFile(path, false)).toThrow(expect.objectContaining({ code: "key-file-missing" }));
  expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined();
});

test("the build's hash follows the sources, not their tests or dates", () => {
  mkdirSync(join(folder, "lib"));
  writeFileSync(join(folder, "lib/a.ts"), "1");
  const before = hashInputs(folder);
  writeFileSync(join(folder, "lib/a.test.ts"), "a test");
  writeFileSync(join(folder, "lib/a.ts"), "1");
  expect(hashInputs(folder)).toBe(before);
  writeFileSync(join(folder, "lib/a.ts"), "2");
  expect(hashInputs(folder)).not.toBe(before);
});
