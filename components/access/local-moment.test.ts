import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localInput, momentOf } from "./local-moment";

describe("a moment in the viewer's time zone", () => {
  it.each([
    ["2026-03-03T08:30:00.000Z", "Europe/Berlin", "2026-03-03T09:30:00"],
    ["2026-07-03T08:30:00.000Z", "Europe/Berlin", "2026-07-03T10:30:00"],
    ["2026-07-03T02:30:00.000Z", "America/New_York", "2026-07-02T22:30:00"],
    ["2026-07-03T02:30:00.000Z", "Asia/Kathmandu", "2026-07-03T08:15:00"],
  ])("%s in %s is %s", (moment, zone, local) => {
    expect(localInput(moment, zone)).toBe(local);
    expect(momentOf(local, zone)).toBe(moment);
  });

  it("takes the first of an hour that comes twice, and goes behind one that is skipped", () => {
    expect(momentOf("2026-10-25T02:30:00", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
    expect(momentOf("2026-03-29T02:30:00", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
  });

  it("is nothing where nothing was typed", () => {
    expect([
      momentOf("", "UTC"),
      momentOf("x", "UTC"),
      localInput("", "UTC"),
      localInput("x", "UTC"),
    ]).toEqual(["", "", "", ""]);
  });

  it("comes back as it was shown, in every zone", () => {
    const zone = fc.constantFrom(
      "UTC",
      "Europe/Berlin",
      "America/St_Johns",
      "Australia/Lord_Howe",
      "Pacific/Apia",
    );
    const seconds = fc.integer({ min: Date.UTC(2000, 0, 1) / 1000, max: Date.UTC(2040, 0, 1) / 1000 });
    fc.assert(
      fc.property(seconds, zone, (second, where) => {
        const shown = localInput(new Date(second * 1000).toISOString(), where);
        expect(localInput(momentOf(shown, where), where)).toBe(shown);
      }),
      { numRuns: 300 },
    );
  });
});
