import { expect, test } from "vitest";
import { backOffMs, createPace } from "@/agent/wait";

test.each([
  [1, 15, 30],
  [2, 30, 60],
  [3, 60, 120],
  [4, 120, 240],
  [5, 150, 300],
  [500, 150, 300],
])("after %i failures the next try is %i to %i seconds away", (failures, least, most) => {
  expect(backOffMs(failures, 0)).toBe(least * 1000);
  expect(backOffMs(failures, 0.999999)).toBeCloseTo(most * 1000, -2);
});

test("a wait ends early when the agent is asked to stop", async () => {
  const stop = new AbortController();
  const waited = createPace({ NODE_ENV: "test" }).wait(60_000, stop.signal);
  stop.abort();
  expect(await waited).toBe(false);
});

test.each(["", "0", "-1", "soon"])("a scale of %j is none", (CERTMAP_AGENT_TIME_SCALE) => {
  expect(createPace({ NODE_ENV: "test", CERTMAP_AGENT_TIME_SCALE }).scaled(1500)).toBe(1500);
});
