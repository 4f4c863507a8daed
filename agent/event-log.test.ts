import { expect, test } from "vitest";
import { createEventLog, eventLogArguments } from "@/agent/event-log";

test("only starts, stops, warnings and errors get there, in this program's own words", () => {
  expect(eventLogArguments("info", "reported", undefined)).toBeUndefined();
  expect(eventLogArguments("info", "job-finished", undefined)).toBeUndefined();
  expect(eventLogArguments("error", "job-finished", "foreign-entries")?.join(" ")).toMatch(
    /^\/L APPLICATION \/SO Certmap agent \/T ERROR \/ID 20 \/D A push failed or was undone\. foreign-entries: /,
  );
  expect(eventLogArguments("warn", "console-away", "a secret; & calc.exe")?.at(-1)).toBe(
    "The console does not answer. The agent goes on trying.",
  );
  expect(eventLogArguments("warn", "toString", undefined)?.slice(4, 8)).toEqual([
    "/T",
    "WARNING",
    "/ID",
    "98",
  ]);
});

test("writes one entry after the other, the same one only once in ten minutes, and outlives a failure", async () => {
  const written: string[] = [];
  let now = 0;
  let atWork = 0;
  const run = async (args: string[]): Promise<void> => {
    atWork += 1;
    expect(atWork).toBe(1);
    await Promise.resolve();
    written.push(args.at(-1) ?? "");
    atWork -= 1;
    throw new Error("Access is denied.");
  };
  const log = createEventLog(run, () => now);
  log.info("started", { version: "1" });
  for (let times = 0; times < 5; times += 1) log.warn("console-away", { code: "console-unreachable" });
  now += 11 * 60_000;
  log.warn("console-away", { code: "console-unreachable" });
  log.info("stopped");
  await expect.poll(() => written.at(-1)).toBe("The agent stopped.");
  expect(written).toHaveLength(4);
});
