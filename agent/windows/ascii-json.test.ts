import fc from "fast-check";
import { expect, test } from "vitest";
import { asciiJson } from "@/agent/windows/ascii-json";

test("any text comes through the OEM code page", () => {
  fc.assert(
    fc.property(
      fc.record({
        password: fc.string({ unit: "binary" }),
        site: fc.string({ unit: "grapheme" }),
        any: fc.jsonValue(),
      }),
      (value) => {
        const text = asciiJson(value);
        expect(/^[\x20-\x7e]*$/.test(text)).toBe(true);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      },
    ),
    { numRuns: process.env.CERTMAP_FULL ? 20_000 : 300 },
  );
});

test("a lone surrogate, a line separator and an umlaut are escapes", () => {
  expect(asciiJson("\ud800\u2028\u00e4\u{1f511}\u007f")).toBe('"\\ud800\\u2028\\u00e4\\ud83d\\udd11\\u007f"');
});
