import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { codeIn } from "./test-agent";
import { GET } from "./v1/program/route";

let dist: string;

beforeAll(() => {
  dist = mkdtempSync(join(tmpdir(), "certmap-program-"));
  const build = join(dist, "builds", "0123");
  mkdirSync(build, { recursive: true });
  writeFileSync(join(build, "certmap-agent.mjs"), "the bundle");
  vi.spyOn(process, "cwd").mockReturnValue(build);
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(dist, { recursive: true, force: true });
});

const ask = (query = "") => GET(new Request(`http://127.0.0.1/api/agent/v1/program${query}`));

it("hands out the bundle of the build that runs", async () => {
  const response = await ask();
  expect(response.headers.get("content-disposition")).toContain("certmap-agent.mjs");
  expect(response.headers.get("content-length")).toBe("10");
  expect(await response.text()).toBe("the bundle");
});

it("hands out the Windows program once it was built, with its digest beside it", async () => {
  expect(await codeIn(await ask("?platform=windows"))).toBe("not-found");
  writeFileSync(join(dist, "certmap-agent.exe"), "MZ");
  writeFileSync(join(dist, "certmap-agent.exe.sha256"), `${"0".repeat(64)}\n`);
  const response = await ask("?platform=windows");
  expect(response.headers.get("content-disposition")).toContain("certmap-agent.exe");
  expect(await response.text()).toBe("MZ");
});

it("knows no other platform, and no path", async () => {
  for (const platform of ["linux", "", "../../etc/passwd"])
    expect(await codeIn(await ask(`?platform=${platform}`))).toBe("invalid-input");
});
