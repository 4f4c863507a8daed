import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type JournalEntry, openJournal } from "@/agent/state/journal";
import { mappings, oneToOne } from "@/agent/testing/configs";

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

/** What a commit of a large site config announces: 200 kB of it. */
function committing(n: number): JournalEntry {
  const [first] =
    mappings(oneToOne("alice")).iisClientCertificateMappingAuthentication?.oneToOneMappings ?? [];
  if (!first) throw new Error("There is one.");
  return {
    entry: "committing",
    at,
    jobId: idOf(n),
    attempt: 1,
    before: "b",
    after: "a",
    backup: "b",
    config: mappings(...Array.from({ length: 100 }, () => first)),
    digest: "d",
    warnings: [],
  };
}

test("a year of jobs stays within a few megabytes, and each finished one is told for a while", () => {
  const journal = openJournal(path);
  let longest = 0;
  for (let n = 0; n < 200; n += 1) {
    for (const entry of [received(n), committing(n), finished(n)]) journal.add(entry);
    expect(journal.trim()).toEqual({ ok: true, value: undefined });
    longest = Math.max(longest, statSync(path).size);
  }
  expect(longest).toBeGreaterThan(4_000_000);
  expect(longest).toBeLessThan(5_000_000);
  expect(readFileSync(path, "utf8")).toContain(idOf(199));
  expect(openJournal(path).openJobs()).toEqual([]);
});

test("nothing is forgotten while a job is open, and what its commit was announced with least of all", () => {
  const journal = openJournal(path);
  journal.add(received(1));
  journal.add(committing(1));
  appendFileSync(
    path,
    Array.from({ length: 40_000 }, (_, n) => `${JSON.stringify(finished(n + 2))}\n`).join(""),
  );
  const long = readFileSync(path, "utf8");
  journal.trim();
  expect(readFileSync(path, "utf8")).toBe(long);
  journal.add(finished(1));
  journal.trim();
  expect(statSync(path).size).toBeLessThanOrEqual(256 * 1024);
  expect(readFileSync(path, "utf8")).toMatch(new RegExp(`${idOf(1)}[^\n]*\n$`));
});
