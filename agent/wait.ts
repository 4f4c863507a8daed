import { setTimeout as delay } from "node:timers/promises";

/**
 * Every wait of the agent is multiplied by CERTMAP_AGENT_TIME_SCALE (default 1), so that tests of minutes take moments.
 * Timeouts of requests are not: a scaled one would fail where nothing is wrong.
 */
export interface Pace {
  /** Waits that long (scaled); false when the signal stopped it early. */
  wait(ms: number, signal: AbortSignal): Promise<boolean>;
  /** For timers that are not awaited. */
  scaled(ms: number): number;
}

export function createPace(env: NodeJS.ProcessEnv): Pace {
  const given = Number(env.CERTMAP_AGENT_TIME_SCALE ?? "1");
  const scale = Number.isFinite(given) && given > 0 ? given : 1;
  const scaled = (ms: number): number => Math.max(1, Math.round(ms * scale));
  return {
    scaled,
    wait: async (ms, signal) => {
      try {
        await delay(scaled(ms), undefined, { signal });
        return true;
      } catch {
        return false;
      }
    },
  };
}

/**
 * How long to wait before the next try: 15-30 s, then 30-60 s, doubling up to 5 minutes, for ever. Random, so that a fleet
 * does not come back all at once. `random` is in [0, 1).
 */
export function backOffMs(failures: number, random: number): number {
  const cap = Math.min(30_000 * 2 ** Math.max(0, failures - 1), 300_000);
  return Math.round(cap / 2 + (random * cap) / 2);
}
