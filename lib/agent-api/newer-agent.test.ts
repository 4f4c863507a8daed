import { describe, expect, it } from "vitest";
import { newerAgent } from "./newer-agent";

describe("an agent older than the console", () => {
  it.each([
    ["0.1.0", "0.2.0"],
    ["0.9.9", "0.10.0"],
    ["1.9.0", "2.0.0"],
    ["1.2.3", "1.2.4"],
  ])("%s is told of %s", (agent, own) => {
    expect(newerAgent(agent, own)).toBe(own);
  });

  it.each([
    ["0.2.0", "0.2.0"],
    ["0.10.0", "0.9.9"],
    ["2.0.0", "1.9.9"],
    ["0.0.0-source", "0.2.0"],
    ["simulated", "0.2.0"],
    ["", "0.2.0"],
    ["0.1", "0.2.0"],
  ])("%s beside %s is left alone", (agent, own) => {
    expect(newerAgent(agent, own)).toBeNull();
  });

  it("is measured by this console's own version", () => {
    expect(newerAgent("0.0.1")).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
