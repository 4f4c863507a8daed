import { problem } from "@/app/api/_http/problem";

/** One bucket for each who asks: `burst` requests at once, and then as many as flow in. Times are milliseconds, given by the caller. */
export class RateLimit {
  readonly #perMinute: number;
  readonly #burst: number;
  readonly #most: number;
  readonly #buckets = new Map<string, { left: number; at: number }>();

  /** `most`: how many who ask are remembered; beyond that whoever was quiet the longest is forgotten. */
  constructor({ perMinute, burst, most = 10_000 }: { perMinute: number; burst: number; most?: number }) {
    this.#perMinute = perMinute;
    this.#burst = burst;
    this.#most = most;
  }

  /** Takes one request. Null: go on. Else in how many whole seconds the next one is taken. */
  take(key: string, now: number): number | null {
    const perMs = this.#perMinute / 60_000;
    const bucket = this.#buckets.get(key) ?? { left: this.#burst, at: now };
    const left = Math.min(this.#burst, bucket.left + Math.max(0, now - bucket.at) * perMs);
    // Put at the end: the first one of a Map was quiet the longest.
    this.#buckets.delete(key);
    this.#buckets.set(key, { left: left < 1 ? left : left - 1, at: now });
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > this.#most && oldest !== undefined) this.#buckets.delete(oldest);
    return left < 1 ? Math.ceil((1 - left) / perMs / 1000) : null;
  }
}

/**
 * Each person and each token. A page of the console asks some dozen times when it opens; a pipeline that asks 20 times a second for a
 * minute is one that runs in a circle.
 */
const ACTORS = { perMinute: 1_200, burst: 1_200 };
/** Each address that proves nothing: no session, a wrong token, a set-up link, an enrolment. Many people and servers may sit behind one. */
const STRANGERS = { perMinute: 300, burst: 300 };
/** Each enrolled agent, which polls, renews and reports. */
const AGENTS = { perMinute: 3_000, burst: 3_000 };

const LIMITS = {
  actor: new RateLimit(ACTORS),
  stranger: new RateLimit(STRANGERS),
  agent: new RateLimit(AGENTS),
};

/** The problem for who asks too often, or null. `key`: an id, or an address as `addressOf` has it. */
export function tooMany(kind: keyof typeof LIMITS, key: string | null, now = Date.now()): Response | null {
  const seconds = LIMITS[kind].take(key ?? "unknown", now);
  if (seconds === null) return null;
  return problem(
    {
      code: "too-many-requests",
      message: `Too many requests. Nothing was done; repeat this in ${seconds} s.`,
    },
    { "retry-after": String(seconds) },
  );
}
