import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isOpen,
  nextOpening,
  openingWords,
  openUntil,
  type WeeklyWindow,
  windowWords,
} from "@/lib/api/maintenance-windows";

const RUNS = process.env.CERTMAP_FULL === "1" ? 20_000 : 300;
const at = (text: string) => Date.parse(text);
const saturday: WeeklyWindow = {
  weekdays: [6],
  startMinute: 22 * 60,
  lengthMinutes: 240,
  timeZone: "Europe/Berlin",
};

describe("a maintenance window", () => {
  it("opens by the wall clock of its zone, over midnight, in winter and in summer", () => {
    expect(isOpen([saturday], at("2026-11-21T20:59:59Z"))).toBe(false);
    expect(isOpen([saturday], at("2026-11-21T21:00:00Z"))).toBe(true);
    expect(isOpen([saturday], at("2026-11-22T00:59:59Z"))).toBe(true);
    expect(isOpen([saturday], at("2026-11-22T01:00:00Z"))).toBe(false);
    expect(isOpen([saturday], at("2026-07-18T20:00:00Z"))).toBe(true);
    expect(isOpen([], 0)).toBe(true);
  });

  it("says when it opens next", () => {
    const next = nextOpening([saturday], at("2026-11-16T12:00:00Z"));
    expect(next && new Date(next.at).toISOString()).toBe("2026-11-21T21:00:00.000Z");
    expect(next && openingWords(next)).toBe("Sat 22:00 Europe/Berlin");
    expect(windowWords(saturday)).toBe("Sat 22:00 for 4 h, Europe/Berlin");
    expect(nextOpening([], 0)).toBeNull();
  });

  it("takes a skipped start as moved on, and one that comes twice as the first", () => {
    const night = { ...saturday, weekdays: [7], startMinute: 150, lengthMinutes: 60 };
    // Clocks go from 02:00 to 03:00 on 29 March 2026: 02:30 is 03:30 CEST.
    expect(openUntil(night, at("2026-03-29T01:29:59Z"))).toBeNull();
    expect(openUntil(night, at("2026-03-29T01:30:00Z"))).toBe(at("2026-03-29T02:30:00Z"));
    // Clocks go back from 03:00 to 02:00 on 25 October 2026: the first 02:30 is CEST. It stays an hour of real time.
    expect(openUntil(night, at("2026-10-25T00:30:00Z"))).toBe(at("2026-10-25T01:30:00Z"));
    expect(openUntil(night, at("2026-10-25T01:30:00Z"))).toBeNull();
  });

  it("opens as often as its days come, on its wall clock, in every zone and over every change of the clocks", () => {
    const zones = [
      "UTC",
      "Europe/Berlin",
      "America/New_York",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
      "Pacific/Apia",
    ];
    const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
    const clocks = new Map(
      zones.map((timeZone) => [timeZone, new Intl.DateTimeFormat("en-GB", { timeZone, ...time })]),
    );
    const windows = fc.record({
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      startMinute: fc.integer({ min: 0, max: 1439 }),
      lengthMinutes: fc.integer({ min: 1, max: 10_080 }),
      timeZone: fc.constantFrom(...zones),
    });
    const instants = fc.integer({ min: at("2020-01-01T00:00:00Z"), max: at("2035-01-01T00:00:00Z") });
    fc.assert(
      fc.property(windows, instants, (window, now) => {
        const next = nextOpening([window], now);
        if (next === null) throw new Error("a weekly window has a next opening");
        expect(next.at).toBeGreaterThan(now);
        expect(next.at - now).toBeLessThanOrEqual(8 * 86_400_000);
        expect(isOpen([window], next.at)).toBe(true);
        const end = openUntil(window, next.at) ?? 0;
        expect(end - next.at).toBe(window.lengthMinutes * 60_000);
        const wall = clocks.get(window.timeZone)?.format(next.at) ?? "";
        const [hour = 0, minute = 0] = wall.split(":").map(Number);
        // On its minute, but for a start that a change of the clocks skips.
        expect((hour * 60 + minute - window.startMinute + 1440) % 1440).toBeLessThanOrEqual(60);
      }),
      { numRuns: RUNS },
    );
  });
});
