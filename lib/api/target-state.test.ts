import { describe, expect, it } from "vitest";
import { POLL_SECONDS } from "@/lib/agent-api/protocol";
import { isOnline, OFFLINE_AFTER_MS } from "./target-state";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const onlineAfter = (ms: number) => isOnline(new Date(NOW - ms), NOW);

describe("an agent", () => {
  it("is online until it has missed three polls", () => {
    const interval = POLL_SECONDS * 1000;
    expect(onlineAfter(interval)).toBe(true);
    expect(onlineAfter(2 * interval)).toBe(true);
    expect(onlineAfter(3 * interval)).toBe(true);
    expect(onlineAfter(4 * interval)).toBe(false);
  });

  it("is online up to the last millisecond before the limit, and not at it", () => {
    expect(onlineAfter(0)).toBe(true);
    expect(onlineAfter(OFFLINE_AFTER_MS - 1)).toBe(true);
    expect(onlineAfter(OFFLINE_AFTER_MS)).toBe(false);
    expect(onlineAfter(OFFLINE_AFTER_MS + 1)).toBe(false);
  });

  it("is not online when it was never seen; a clock set back does not take it away", () => {
    expect(isOnline(null, NOW)).toBe(false);
    expect(onlineAfter(-60_000)).toBe(true);
  });
});
