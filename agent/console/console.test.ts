import { expect, test } from "vitest";
import { createClock } from "@/agent/console/clock";
import { proxyFor } from "@/agent/console/proxy";
import { parseConsoleUrl } from "@/lib/console-url";

test.each([
  ["https://certmap.example.com", true],
  ["https://example.com/certmap/", true],
  ["http://127.0.0.1:3000", true],
  ["http://127.1.2.3", true],
  ["http://localhost:3000", true],
  ["http://[::1]:3000", true],
  ["http://127.0.0.1.example.com", false],
  ["http://localhost.example.com", false],
  ["http://10.0.0.1", false],
  ["ftp://example.com", false],
  ["https://user@example.com", false],
  ["https://example.com/?a=1", false],
  ["certmap", false],
])("the address %s is accepted: %s", (text, accepted) => {
  const url = parseConsoleUrl(text);
  expect(url.ok).toBe(accepted);
  if (!url.ok) expect(url.error.code).toBe("console-url-refused");
});

test.each<[string, Record<string, string>, string | undefined]>([
  ["https://a.example.com", {}, undefined],
  ["https://a.example.com", { HTTPS_PROXY: "http://proxy:8080" }, "proxy:8080"],
  ["https://a.example.com", { https_proxy: "proxy:8080" }, "proxy:8080"],
  ["http://127.0.0.1", { HTTPS_PROXY: "http://proxy:8080" }, undefined],
  ["https://a.example.com", { HTTPS_PROXY: "http://proxy:8080", NO_PROXY: "b.com, .example.com" }, undefined],
  ["https://a.example.com", { HTTPS_PROXY: "http://proxy:8080", NO_PROXY: "ample.com" }, "proxy:8080"],
  ["https://a.example.com", { HTTPS_PROXY: "http://proxy:8080", NO_PROXY: "*" }, undefined],
  ["https://a.example.com", { HTTPS_PROXY: "socks5://proxy:8080" }, undefined],
])("the way to %s with %j is through %s", (target, env, proxy) => {
  expect(proxyFor(new URL(target), { NODE_ENV: "test", ...env })?.host).toBe(proxy);
});

test("the clock follows the console's, and tells a difference once until it changes", () => {
  let local = Date.parse("2026-11-21T02:00:00Z");
  const clock = createClock(() => local);
  expect(clock.learn(undefined)).toBeUndefined();
  expect(clock.learn("nonsense")).toBeUndefined();
  expect(clock.learn("2026-11-21T01:59:59Z")).toBeUndefined();
  expect(clock.learn("2026-11-21T03:00:00Z")).toBe(-3_600_000);
  expect(new Date(clock.now()).toISOString()).toBe("2026-11-21T03:00:00.000Z");
  expect(clock.learn("2026-11-21T03:00:01Z")).toBeUndefined();
  local += 60_000;
  expect(clock.learn("2026-11-21T02:01:00Z")).toBe(0);
});
