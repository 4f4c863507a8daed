import { Client } from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { withTestDatabase } from "@/scripts/test-database";
import { Background, type BackgroundTask } from "./background";

withTestDatabase();

const started: Background[] = [];
function background(...tasks: BackgroundTask[]) {
  const errors: [string, unknown][] = [];
  const made = new Background(tasks, (name, error) => void errors.push([name, error]));
  started.push(made);
  return { background: made, errors };
}
afterEach(async () => {
  for (const each of started.splice(0)) await each.stop();
});

function counting(name: string, everyMs: number) {
  const task = { name, everyMs, runs: 0, run: async () => void task.runs++ };
  return task;
}

describe("the console's own work", () => {
  it("runs each task at its own pace", async () => {
    const often = counting("often", 1_000);
    const seldom = counting("seldom", 5_000);
    const { background: loop } = background(often, seldom);
    const names = [];
    for (const now of [0, 500, 1_000, 5_000]) {
      names.push(await loop.step(now));
      await loop.settled();
    }
    expect(names).toEqual([["often", "seldom"], [], ["often"], ["often", "seldom"]]);
    expect([often.runs, seldom.runs]).toEqual([3, 2]);
  });

  it("does not start a task that still runs, and others do not wait for it", async () => {
    let end = () => {};
    const slow = { name: "slow", everyMs: 1, run: () => new Promise<void>((resolve) => (end = resolve)) };
    const quick = counting("quick", 1);
    const { background: loop } = background(slow, quick);
    expect(await loop.step(0)).toEqual(["slow", "quick"]);
    await Promise.resolve();
    expect(await loop.step(10)).not.toContain("slow");
    end();
    await loop.settled();
    expect(await loop.step(20)).toContain("slow");
    end();
  });

  it("asks a task that failed again, and says why it did", async () => {
    const failing = { name: "failing", everyMs: 1_000, run: () => Promise.reject(new Error("no")) };
    const throwing = {
      name: "throwing",
      everyMs: 1_000,
      run: () => {
        throw new Error("at once");
      },
    };
    const { background: loop, errors } = background(failing, throwing);
    for (const now of [0, 1_000]) {
      expect(await loop.step(now)).toEqual(["failing", "throwing"]);
      await loop.settled();
    }
    expect(errors.map(([name]) => name).sort()).toEqual(["failing", "failing", "throwing", "throwing"]);
  });

  it("works in one console only, and in the next one when that has stopped", async () => {
    const here = counting("task", 1);
    const there = counting("task", 1);
    const first = background(here).background;
    const second = background(there).background;
    expect(await first.step(0)).toEqual(["task"]);
    expect(await second.step(0)).toEqual([]);
    await first.stop();
    expect(await first.step(10)).toEqual([]);
    expect(await second.step(10)).toEqual(["task"]);
    expect([here.runs, there.runs]).toEqual([1, 1]);
  });

  it("is free for the next console when the first one's connection is cut off, as by a kill", async () => {
    const first = background(counting("task", 1)).background;
    const second = background(counting("task", 1)).background;
    await first.step(0);
    const admin = new Client({ connectionString: process.env.DATABASE_URL });
    await admin.connect();
    await admin.query(
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
    );
    await admin.end();
    expect(await second.step(10)).toEqual(["task"]);
  });

  it("tells a long run to end when it stops, and waits for it", async () => {
    const seen: string[] = [];
    const long: BackgroundTask = {
      name: "long",
      everyMs: 1,
      run: (signal) =>
        new Promise((resolve) =>
          signal.addEventListener("abort", () => {
            seen.push("told");
            resolve();
          }),
        ),
    };
    const { background: loop } = background(long);
    await loop.step(0);
    await loop.stop();
    expect(seen).toEqual(["told"]);
    expect(await loop.step(10)).toEqual([]);
  });
});
