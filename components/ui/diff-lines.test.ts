import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffLines } from "@/components/ui/diff-lines";

const show = (before: string, after: string) =>
  diffLines(before, after).map((line) => `${{ same: " ", removed: "-", added: "+" }[line.kind]}${line.text}`);

describe("diffLines", () => {
  it("finds the shortest way", () => {
    expect(show("a\nb\nc", "a\nx\nc")).toEqual([" a", "-b", "+x", " c"]);
    expect(show("", "a\nb")).toEqual(["+a", "+b"]);
    expect(show("a\r\nb\r\n", "a\nb\n")).toEqual([" a", " b"]);
    expect(show("c\na\nb", "a\nb\nc")).toEqual(["-c", " a", " b", "+c"]);
  });

  it("keeps every line of both sides, in order", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const diff = diffLines(a.join("\n"), b.join("\n"));
        const side = (gone: string) => diff.filter((line) => line.kind !== gone).map((line) => line.text);
        expect(side("added")).toEqual(a);
        expect(side("removed")).toEqual(b);
      }),
    );
  });
});
