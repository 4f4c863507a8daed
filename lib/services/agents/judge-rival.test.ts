import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Instance, judgeRival, type RivalRecord } from "./judge-rival";

const RUNS = process.env.CERTMAP_FULL === "1" ? 20_000 : 500;
const START = Date.UTC(2026, 0, 1);

/** A server's record as the console keeps it, told of polls one after the other. */
function consoleOf() {
  let now = START;
  let record: RivalRecord & Instance = {
    instanceId: "",
    epoch: 0,
    rivalInstanceId: null,
    rivalEpoch: null,
    rivalSeenAt: null,
    rivalRounds: 0,
    lastSeenAt: null,
  };
  /** `fenced` and `clone` are refusals. */
  function poll(by: Instance, seconds: number): "taken" | "fenced" | "clone" {
    now += seconds * 1000;
    const newest =
      by.epoch > record.epoch || (by.epoch === record.epoch && by.instanceId === record.instanceId);
    if (newest) {
      record = { ...record, ...by, lastSeenAt: new Date(now) };
      return "taken";
    }
    const { clone, ...rival } = judgeRival(record, by, new Date(now));
    record = { ...record, ...rival };
    return clone ? "clone" : "fenced";
  }
  return { poll };
}

const seconds = fc.integer({ min: 1, max: 300 });

describe("one machine", () => {
  test("is never taken for two, however often it is restarted and polls of ended processes come late", () => {
    const step = fc.record({ polls: fc.integer({ min: 0, max: 6 }), seconds, late: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (starts) => {
        const { poll } = consoleOf();
        let before: Instance | null = null;
        starts.forEach((start, index) => {
          const now: Instance = { instanceId: `i${index}`, epoch: index + 1 };
          for (let at = 0; at < start.polls; at++) {
            expect(poll(now, start.seconds)).toBe("taken");
            // One request of the process before may still have been on its way.
            if (at === 0 && start.late && before !== null) expect(poll(before, 1)).toBe("fenced");
          }
          if (start.polls > 0) before = now;
        });
      }),
      { numRuns: RUNS },
    );
  });

  test("is never taken for two when a snapshot is restored, of its disk or of its memory", () => {
    const polls = fc.integer({ min: 1, max: 8 });
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        polls,
        polls,
        seconds,
        fc.boolean(),
        (epochs, back, first, after, pause, memory) => {
          const { poll } = consoleOf();
          const run = (epoch: number, instanceId: string, count: number) =>
            Array.from({ length: count }, () => poll({ epoch, instanceId }, pause));
          for (let epoch = 1; epoch <= epochs; epoch++) run(epoch, `i${epoch}`, first);
          // A poll of the machine as it was may arrive after the first one of the restored machine.
          const old = Math.max(1, epochs - back);
          const restored = memory ? run(old, `i${old}`, 1) : run(old, "restored", 1);
          restored.push(...run(epochs, `i${epochs}`, 1));
          restored.push(...run(old, memory ? `i${old}` : "restored", after));
          expect(restored).not.toContain("clone");
        },
      ),
      { numRuns: RUNS },
    );
  });
});

describe("two machines with one key", () => {
  test("are found when they take turns, whichever is newer and however they were started", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(
          fc.record({ older: fc.integer({ min: 1, max: 3 }), newer: fc.integer({ min: 1, max: 9 }) }),
          {
            minLength: 3,
            maxLength: 6,
          },
        ),
        (one, other, rounds) => {
          const { poll } = consoleOf();
          const [a, b] = [
            { instanceId: "a", epoch: one },
            { instanceId: "b", epoch: other },
          ];
          poll(a, 1);
          const newer = other > one ? b : a;
          const older = newer === a ? b : a;
          if (newer === b) poll(b, 1);
          const said = rounds.flatMap((round) => [
            ...Array.from({ length: round.newer }, () => poll(newer, 25)),
            ...Array.from({ length: round.older }, () => poll(older, 60)),
          ]);
          expect(said).toContain("clone");
        },
      ),
      { numRuns: RUNS },
    );
  });

  test("are not found from polls that are further apart than a quarter of an hour", () => {
    const { poll } = consoleOf();
    poll({ instanceId: "b", epoch: 2 }, 1);
    const said = Array.from({ length: 9 }, () => {
      poll({ instanceId: "b", epoch: 2 }, 500);
      return poll({ instanceId: "a", epoch: 1 }, 500);
    });
    expect(said).not.toContain("clone");
  });
});
