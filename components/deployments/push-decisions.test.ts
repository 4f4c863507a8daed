import { describe, expect, it } from "vitest";
import { placeKey, readPlaceKey } from "@/components/deployments/place-key";
import { isReady, NO_DECISIONS, startTargets } from "@/components/deployments/push-decisions";
import type { TargetPlan } from "@/lib/api/deployments";

const plan: TargetPlan = {
  serverId: "0197c1f0-0000-7000-8000-000000000001",
  scope: "Partner portal",
  serverName: "WEB01",
  changes: [],
  foreign: [],
  emptied: false,
  expectedDigest: "a".repeat(64),
  observedAt: null,
  bindings: [],
  alsoChanged: [],
  notTouched: [],
  findings: [],
  opens: null,
  warnings: [],
  blockers: [],
};

describe("isReady", () => {
  it("lets a plain plan through", () => {
    expect(isReady(plan, NO_DECISIONS)).toBe(true);
  });

  it("asks for take over and allow empty, each on its own", () => {
    const both = { ...plan, foreign: ['one-to-one "Old"'], emptied: true };
    const key = placeKey(plan);
    expect(isReady(both, NO_DECISIONS)).toBe(false);
    expect(isReady(both, { takeOver: new Set([key]), allowEmpty: new Set() })).toBe(false);
    expect(isReady(both, { takeOver: new Set([key]), allowEmpty: new Set([key]) })).toBe(true);
  });

  it("knows no decision that overrides a blocker", () => {
    const key = placeKey(plan);
    const blocked = { ...plan, blockers: [{ code: "site-unknown", message: "No such site." }] };
    expect(isReady(blocked, { takeOver: new Set([key]), allowEmpty: new Set([key]) })).toBe(false);
  });
});

describe("startTargets", () => {
  it("never asks for more than the plan needs", () => {
    const key = placeKey(plan);
    const [target] = startTargets([plan], { takeOver: new Set([key]), allowEmpty: new Set([key]) });
    expect(target).toMatchObject({ takeOver: false, allowEmpty: false, expectedDigest: plan.expectedDigest });
  });
});

describe("readPlaceKey", () => {
  it("takes back what placeKey made, with a colon in the site's name and with the server level", () => {
    for (const scope of ["Partner portal", "a:b", ""]) {
      expect(readPlaceKey(placeKey({ serverId: "x", scope }))).toEqual({ serverId: "x", scope });
    }
    expect(readPlaceKey("nonsense")).toBeNull();
  });
});
