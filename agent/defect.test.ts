import { expect, test } from "vitest";
import { describeDefect } from "@/agent/defect";

test("a defect is told by its place, never by its message", () => {
  const told = JSON.stringify(describeDefect(new TypeError("cannot read hunter2\nat hunter2")));
  expect(told).toContain("TypeError");
  expect(told).toContain("defect.test.ts");
  expect(told).not.toContain("hunter2");
  expect(describeDefect("hunter2")).toEqual({ kind: "string" });
});
