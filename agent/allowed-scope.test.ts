import { expect, test } from "vitest";
import { checkScopeAllowed, observedScopes } from "@/agent/allowed-scope";

test.each<[string, string[], boolean]>([
  ["Shop", [], true],
  ["", [], false],
  ["", [""], true],
  ["shop", ["Shop"], true],
  ["Shop/app", ["Shop"], true],
  ["Shop2", ["Shop"], false],
  ["Shop", [""], false],
])("scope %j with allowed sites %j: %s", (scope, sites, allowed) => {
  const checked = checkScopeAllowed(scope, sites);
  expect(checked.ok).toBe(allowed);
  if (!checked.ok) expect(checked.error.code).toBe("scope-not-allowed");
});

test.each<[string[], string[]]>([
  [[], ["", "Shop", "Intranet"]],
  [["SHOP"], ["Shop"]],
  [["", "Gone"], [""]],
])("allowed sites %j show %j", (allowed, shown) => {
  expect(observedScopes(["Shop", "Intranet"], allowed)).toEqual(shown);
});
