import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type JournalEntry, openJournal } from "@/agent/state/journal";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "certmap-journal-"));
  path = join(folder, "journal.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = "2026-11-21T02:00:00.000Z";

function idOf(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
}

function received(n: number): JournalEntry {
  const job = {
    id: idOf(n),
    kind: "apply" as const,
    scope: "Shop",
    attempt: 1,
    leaseId: idOf(n),
    fencing: 1,
    bundleDigest: "0".repeat(64),
  };
  return { entry: "received", at, jobId: job.id, attempt: 1, job };
}

function finished(n: number): JournalEntry {
  return { entry: "finished", at, jobId: idOf(n), attempt: 1, outcome: "verified" };
}

test("a job is open from its receipt to its end", () => {
  const journal = openJournal(path);
  journal.add(received(1));
  journal.add(received(2));
  journal.add(finished(1));
  expect(
    openJournal(path)
      .openJobs()
      .map((open) => open.received.jobId),
  ).toEqual([idOf(2)]);
});

test("a line torn by a power loss announces nothing and does not swallow the next one", () => {
  openJournal(path).add(received(1));
  appendFileSync(path, JSON.stringify(finished(1)).slice(0, 40));
  const journal = openJournal(path);
  expect(journal.openJobs()).toHaveLength(1);
  journal.add(finished(1));
  expect(journal.openJobs()).toEqual([]);
});

test("a long journal forgets its oldest finished jobs, and nothing while a job is open", () => {
  const journal = openJournal(path);
  appendFileSync(
    path,
    Array.from(
      { length: 1500 },
      (_, n) => `${JSON.stringify(received(n))}\n${JSON.stringify(finished(n))}\n`,
    ).join(""),
  );
  journal.add(received(9999));
  journal.trim();
  expect(linesOf(path)).toBe(3001);
  journal.add(finished(9999));
  journal.trim();
  expect(linesOf(path)).toBe(500);
  expect(openJournal(path).openJobs()).toEqual([]);
});

function linesOf(file: string): number {
  return readFileSync(file, "utf8").trimEnd().split("\n").length;
}
