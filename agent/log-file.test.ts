import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLogFile } from "@/agent/log-file";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "certmap-log-"));
  path = join(folder, "logs", "agent.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const linesOf = (file: string): string[] => readFileSync(file, "utf8").trimEnd().split("\n");
const line = (number: number): string => `${JSON.stringify({ number, fill: "x".repeat(80) })}\n`;

test("begins a new file before one grows over its size, and keeps as many as told", () => {
  const write = openLogFile(path, { bytes: 1000, files: 3 });
  for (let number = 0; number < 100; number += 1) write(line(number));
  expect(readdirSync(join(folder, "logs")).sort()).toEqual(["agent.jsonl", "agent.jsonl.1", "agent.jsonl.2"]);
  const kept = [`${path}.2`, `${path}.1`, path].flatMap((file) => {
    expect(statSync(file).size).toBeLessThanOrEqual(1000);
    return linesOf(file).map((text) => JSON.parse(text).number);
  });
  expect(kept).toEqual(kept.map((_, index) => 100 - kept.length + index));
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("goes on with the file of the last run, and with one file only when told", () => {
  openLogFile(path, { bytes: 1000, files: 1 })(line(1));
  const write = openLogFile(path, { bytes: 150, files: 1 });
  write(line(2));
  expect(linesOf(path)).toEqual([line(2).trim()]);
  expect(readdirSync(join(folder, "logs"))).toEqual(["agent.jsonl"]);
});

test("a line longer than a whole file is kept whole", () => {
  const write = openLogFile(path, { bytes: 10, files: 2 });
  write(line(1));
  write(line(2));
  expect(linesOf(path)).toEqual([line(2).trim()]);
  expect(linesOf(`${path}.1`)).toEqual([line(1).trim()]);
});

test("a place that cannot be written stops nothing, and what is missing is told afterwards", () => {
  writeFileSync(join(folder, "logs"), "a file in the way");
  const write = openLogFile(path, { bytes: 10_000, files: 2 });
  write(line(1));
  write(line(2));
  rmSync(join(folder, "logs"));
  write(line(3));
  const [, lost = "", last] = readFileSync(path, "utf8").split("\n");
  expect(JSON.parse(lost)).toMatchObject({ event: "log-lines-lost", count: 2 });
  expect(`${last}\n`).toBe(line(3));
});

test("an old file that cannot be moved goes on growing", () => {
  mkdirSync(`${path}.1`, { recursive: true });
  writeFileSync(join(`${path}.1`, "in the way"), "");
  const write = openLogFile(path, { bytes: 150, files: 2 });
  for (const number of [1, 2, 3]) write(line(number));
  expect(linesOf(path)).toHaveLength(3);
});
