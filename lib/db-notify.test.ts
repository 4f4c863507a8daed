import { Client } from "pg";
import { expect, test } from "vitest";
import { withTestDatabase } from "@/scripts/test-database";
import { databaseUrl, db } from "./db";
import { notify, pollUntil, waitFor } from "./db-notify";

withTestDatabase();

const any = () => true;

test("a waiter wakes at the commit, not before, and only for what it waits for", async () => {
  const seen: string[] = [];
  const wait = (channel: string, payload: string) =>
    waitFor(channel, (got) => got === payload, 60_000).then(() => seen.push(`${channel} ${payload}`));
  const all = Promise.all([wait("jobs", "a"), wait("jobs", "b"), wait("reports", "a")]);
  // A first round trip makes sure that all three are listening.
  expect(await waitFor("jobs", any, 1)).toBe(false);

  await db().$transaction(async (tx) => {
    await notify(tx, "jobs", "b");
    await tx.$queryRaw`SELECT 1`;
    expect(seen).toEqual([]);
  });
  await db().$transaction((tx) => notify(tx, "reports", "a"));
  await db().$transaction((tx) => notify(tx, "jobs", "a"));
  await all;
  expect(seen).toEqual(["jobs b", "reports a", "jobs a"]);
});

test("a rolled-back transaction wakes nobody", async () => {
  const waiting = waitFor("rollback", any, 200);
  await expect(
    db().$transaction(async (tx) => {
      await notify(tx, "rollback", "x");
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(await waiting).toBe(false);
});

test("a long poll misses nothing between its look and its wait", async () => {
  let looks = 0;
  const found = await pollUntil("poll", any, 60_000, async () => {
    looks++;
    // The change happens right after the first look, before the wait begins.
    if (looks === 1) await db().$transaction((tx) => notify(tx, "poll", "x"));
    return looks === 2 ? "there" : undefined;
  });
  expect(found).toBe("there");
});

test("a long poll ends with nothing when the time is up or the caller has gone", async () => {
  expect(await pollUntil("silence", any, 20, async () => undefined)).toBeUndefined();
  const abort = new AbortController();
  const poll = pollUntil("silence", any, 60_000, async () => undefined, abort.signal);
  abort.abort();
  expect(await poll).toBeUndefined();
});

test("a lost connection wakes the waiters, and the next one connects again", async () => {
  let looks = 0;
  const found = pollUntil("lost", any, 60_000, async () => {
    looks++;
    if (looks === 1) return undefined;
    if (looks === 2) {
      await db().$transaction((tx) => notify(tx, "lost", "x"));
      return undefined;
    }
    return "again";
  });
  await expect.poll(() => looks).toBe(1);
  const admin = new Client({ connectionString: databaseUrl() });
  await admin.connect();
  await admin.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()",
  );
  await admin.end();
  expect(await found).toBe("again");
});
