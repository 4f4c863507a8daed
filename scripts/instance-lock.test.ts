import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeLock } from "./instance-lock";

const module = fileURLToPath(new URL("./instance-lock.ts", import.meta.url));
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "certmap-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("one holder at a time; another folder and another purpose have locks of their own", async () => {
  const first = await takeLock(folder, "launcher");
  expect(first).toBeDefined();
  expect(await takeLock(folder, "launcher")).toBeUndefined();
  const other = await takeLock(folder, "build");
  expect(other).toBeDefined();
  await first?.release();
  const again = await takeLock(folder, "launcher");
  expect(again).toBeDefined();
  await again?.release();
  await other?.release();
});

test("of many that start at once one wins", async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => takeLock(folder, "launcher")));
  const won = all.filter((lock) => lock !== undefined);
  expect(won).toHaveLength(1);
  await won[0]?.release();
});

test("a killed holder holds nothing", async () => {
  const holder = spawn(process.execPath, [
    ...["--import", "tsx", "--input-type=module", "-e"],
    `const { takeLock } = await import(${JSON.stringify(module)});
     await takeLock(${JSON.stringify(folder)}, "launcher");
     console.log("held"); setInterval(() => {}, 1000);`,
  ]);
  await once(holder.stdout, "data");
  expect(await takeLock(folder, "launcher")).toBeUndefined();
  holder.kill("SIGKILL");
  await once(holder, "exit");
  const lock = await takeLock(folder, "launcher");
  expect(lock).toBeDefined();
  await lock?.release();
});
