import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ALL_AT_ONCE,
  countFailures,
  nextStep,
  type Rollout,
  waveOf,
  withPasswordCanary,
} from "@/lib/api/rollout";

const RUNS = process.env.CERTMAP_FULL === "1" ? 20_000 : 300;
const ENDS = ["verified", "failed", "undone", "superseded"] as const;

const settings = fc.record({
  canaryCount: fc.nat(4),
  waveSize: fc.nat(4),
  soakSeconds: fc.constantFrom(0, 30),
  stopOnFailure: fc.boolean(),
});

describe("waveOf", () => {
  it("is all at once without settings", () => {
    expect([0, 1, 999].map((index) => waveOf(index, ALL_AT_ONCE))).toEqual([0, 0, 0]);
  });

  it("puts the canary first and cuts the rest", () => {
    const cut = { ...ALL_AT_ONCE, canaryCount: 1, waveSize: 2 };
    expect([0, 1, 2, 3, 4, 5].map((index) => waveOf(index, cut))).toEqual([0, 1, 1, 2, 2, 3]);
  });

  it("never leaves a wave out nor makes one too large", () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 30 }), (each, count) => {
        const waves = Array.from({ length: count }, (_, index) => waveOf(index, each));
        const sizes = waves.reduce<number[]>((sum, wave) => {
          sum[wave] = (sum[wave] ?? 0) + 1;
          return sum;
        }, []);
        expect(waves).toEqual(waves.toSorted((one, other) => one - other));
        expect([...sizes].every((size) => size > 0)).toBe(true);
        if (each.canaryCount > 0) expect(sizes[0]).toBe(Math.min(count, each.canaryCount));
        if (each.waveSize > 0)
          expect(Math.max(0, ...sizes.slice(each.canaryCount > 0 ? 1 : 0))).toBeLessThanOrEqual(
            each.waveSize,
          );
      }),
      { numRuns: RUNS },
    );
  });
});

describe("withPasswordCanary", () => {
  it("puts one target before the others, where more than one would try the password", () => {
    expect(withPasswordCanary([0, 0, 0], [false, true, true])).toEqual({ waves: [1, 0, 1], canary: 1 });
    expect(withPasswordCanary([0, 0, 1, 1], [false, false, true, true])).toEqual({
      waves: [0, 0, 1, 2],
      canary: 2,
    });
    // Set in that way already, or nobody else to lock out.
    expect(withPasswordCanary([0, 1, 1], [true, true, true])).toEqual({ waves: [0, 1, 1], canary: 0 });
    expect(withPasswordCanary([0, 0, 0], [false, true, false])).toEqual({ waves: [0, 0, 0], canary: null });
  });

  it("leaves one in the first wave that tries at all, and keeps the order of the others", () => {
    const place = fc.record({ tries: fc.boolean(), wave: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 12 }), (places) => {
        const before = places.map(({ wave }) => wave);
        const { waves, canary } = withPasswordCanary(
          before,
          places.map(({ tries }) => tries),
        );
        const trying = [...waves.keys()].filter((index) => places[index]?.tries);
        expect(canary === null).toBe(trying.length < 2);
        if (canary === null) return;
        for (const index of trying)
          if (index !== canary) expect(waves[index]).toBeGreaterThan(waves[canary] ?? 0);
        for (const one of before.keys())
          for (const other of before.keys())
            if ((before[one] ?? 0) < (before[other] ?? 0)) expect(waves[one]).toBeLessThan(waves[other] ?? 0);
      }),
      { numRuns: RUNS },
    );
  });
});

/** Everything that can happen to a push, in any order: agents take and end jobs, time goes on, people press buttons. */
const happening = fc.oneof(
  fc.record({ kind: fc.constant("take" as const), pick: fc.nat() }),
  fc.record({ kind: fc.constant("end" as const), pick: fc.nat(), as: fc.constantFrom(...ENDS) }),
  fc.record({ kind: fc.constant("wait" as const), seconds: fc.nat(40) }),
  fc.record({ kind: fc.constantFrom("pause" as const, "resume" as const, "retry" as const) }),
);

describe("nextStep", () => {
  it("never has work in two waves, never goes past a failure that nobody saw, and loses nothing", () => {
    fc.assert(
      fc.property(
        settings,
        fc.integer({ min: 1, max: 12 }),
        fc.array(happening, { maxLength: 80 }),
        (rules, count, all) => {
          const jobs = Array.from({ length: count }, (_, index) => ({
            wave: waveOf(index, rules),
            state: "queued" as Rollout["jobs"][number]["state"],
            triesPassword: false,
          }));
          const push: Rollout & { jobs: typeof jobs } = {
            ...rules,
            state: "running",
            openWave: 0,
            soakUntil: null,
            failuresAccepted: 0,
            jobs,
          };
          let now = 0;
          const settle = () => {
            for (let step = nextStep(push, now); step !== null; step = nextStep(push, now)) {
              if (step.openWave > push.openWave) {
                expect(
                  push.jobs.filter(
                    ({ wave, state }) => wave < step.openWave && (state === "queued" || state === "leased"),
                  ),
                ).toEqual([]);
                if (rules.stopOnFailure)
                  expect(countFailures(push.jobs)).toBeLessThanOrEqual(push.failuresAccepted);
                if (rules.soakSeconds > 0)
                  expect(push.soakUntil !== null && now >= push.soakUntil).toBe(true);
              }
              Object.assign(push, step);
            }
          };
          const pickOf = (pick: number, wanted: (job: (typeof jobs)[number]) => boolean) => {
            const found = jobs.filter(wanted);
            return found[pick % Math.max(1, found.length)];
          };
          for (const each of all) {
            if (each.kind === "take") {
              const job = pickOf(each.pick, ({ wave, state }) => state === "queued" && wave <= push.openWave);
              if (job && push.state === "running") job.state = "leased";
            } else if (each.kind === "end") {
              const job = pickOf(each.pick, ({ state }) => state === "leased");
              if (job) job.state = each.as;
            } else if (each.kind === "wait") now += each.seconds * 1000;
            else if (each.kind === "pause" && (push.state === "running" || push.state === "soaking"))
              push.state = "paused";
            else if (each.kind === "resume" && push.state === "paused") {
              push.state = push.soakUntil === null ? "running" : "soaking";
              push.failuresAccepted = countFailures(jobs);
            } else if (each.kind === "retry") {
              const job = pickOf(0, ({ state }) => state === "failed" || state === "undone");
              if (job) {
                Object.assign(job, { state: "queued", wave: push.openWave });
                push.failuresAccepted = Math.min(push.failuresAccepted, countFailures(jobs));
                push.state = "running";
                push.soakUntil = null;
              }
            }
            settle();
            const leased = jobs.filter(({ state }) => state === "leased").map(({ wave }) => wave);
            expect(leased.every((wave) => wave <= push.openWave)).toBe(true);
            const over = jobs.every(({ state }) => state !== "queued" && state !== "leased");
            expect(push.state === "done").toBe(over);
          }
          // Nothing is lost: with agents that do their work and a person who goes on, every push comes to its end.
          for (let turn = 0; turn < 100 && push.state !== "done"; turn++) {
            if (push.state === "paused") {
              push.state = push.soakUntil === null ? "running" : "soaking";
              push.failuresAccepted = countFailures(jobs);
            }
            now += 60_000;
            settle();
            for (const job of jobs)
              if (
                job.state === "leased" ||
                (job.state === "queued" && push.state === "running" && job.wave <= push.openWave)
              )
                job.state = "verified";
            settle();
          }
          expect(push.state).toBe("done");
          expect(jobs).toHaveLength(count);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
