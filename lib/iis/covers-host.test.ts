import { expect, test } from "vitest";
import { coversHost } from "@/lib/iis/covers-host";

test.each([
  ["www.contoso.example", "WWW.Contoso.example", true],
  ["www.contoso.example.", "www.contoso.example", true],
  ["*.contoso.example", "www.contoso.example", true],
  ["*.contoso.example", "contoso.example", false],
  ["*.contoso.example", "a.www.contoso.example", false],
  ["*.contoso.example", ".contoso.example", false],
  ["x.contoso.example", "y.contoso.example", false],
  ["w*.contoso.example", "www.contoso.example", false],
  ["www.*.example", "www.contoso.example", false],
  ["*", "intranet", false],
  ["intranet", "intranet", true],
  ["evilcontoso.example", "contoso.example", false],
  ["xn--mnchen-3ya.example", "m\u00fcnchen.example", true],
  ["*.xn--mnchen-3ya.example", "www.m\u00dcnchen.example", true],
  ["*.contoso.example", "*.contoso.example", true],
  ["www.contoso.example", "*.contoso.example", true],
  ["contoso.example", "*.contoso.example", false],
])("%s for %s: %s", (name, host, covered) => {
  expect(coversHost(name, host)).toBe(covered);
});
