import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { problemSchema } from "@/lib/api/problem";
import { RateLimit, tooMany } from "./rate-limit";

describe("a rate limit", () => {
  it("lets a burst pass, then as much as flows in, and says when", () => {
    const limit = new RateLimit({ perMinute: 60, burst: 3 });
    const at = (ms: number) => limit.take("a", ms);
    expect([at(0), at(0), at(0), at(0), at(500)]).toEqual([null, null, null, 1, 1]);
    expect([at(1_000), at(1_000)]).toEqual([null, 1]);
    // It never saves up more than a burst.
    expect([at(900_000), at(900_000), at(900_000), at(900_000)]).toEqual([null, null, null, 1]);
    expect(limit.take("b", 900_000)).toBeNull();
  });

  it("never lets more pass than burst and flow, whatever the times are, also when the clock goes back", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 2_000 }), { maxLength: 200 }), (steps) => {
        const limit = new RateLimit({ perMinute: 60, burst: 5 });
        let now = 0;
        let forward = 0;
        let passed = 0;
        for (const step of steps) {
          now += step;
          forward += Math.max(0, step);
          if (limit.take("a", now) === null) passed++;
        }
        expect(passed).toBeLessThanOrEqual(5 + forward / 1000);
      }),
    );
  });

  it("forgets who was quiet the longest, so that made-up addresses fill no memory", () => {
    const limit = new RateLimit({ perMinute: 1, burst: 1, most: 2 });
    expect(limit.take("a", 0)).toBeNull();
    for (const key of ["b", "c"]) limit.take(key, 0);
    expect(limit.take("c", 0)).toBe(60);
    expect(limit.take("a", 0)).toBeNull();
  });

  it("answers a problem with Retry-After", async () => {
    const answers = Array.from({ length: 301 }, () => tooMany("stranger", "192.0.2.200", 0));
    expect(answers.slice(0, 300).every((answer) => answer === null)).toBe(true);
    const refused = answers[300];
    expect([refused?.status, refused?.headers.get("retry-after")]).toEqual([429, "1"]);
    expect(problemSchema.parse(await refused?.json()).code).toBe("too-many-requests");
    expect(tooMany("stranger", "192.0.2.201", 0)).toBeNull();
  });
});
