import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { loadPreferences, logFileOf, withProxy } from "@/agent/state/preferences";
import { agentWorkspace, type LogLine, type Workspace } from "@/agent/testing/agent-process";
import { Host } from "@/agent/testing/host";
import { ScriptedConsole } from "@/agent/testing/scripted-console";
import { buildAgent } from "@/scripts/build-agent";

describe("agent.json", () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "certmap-preferences-"));
    path = join(folder, "agent.json");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const defaults = () => {
    const loaded = loadPreferences(path);
    if (!loaded.ok) throw new Error(loaded.error.message);
    return loaded.value;
  };

  test.each([
    ["{", /cannot be understood: .*object/],
    ['{"loglevel":"info"}', /loglevel/],
    ['{"logLevel":"all"}', /logLevel/],
    ['{"logFileBytes":1}', /logFileBytes/],
    ['{"proxy":"socks5://proxy:1080"}', /proxy: must be http:/],
  ])("is refused with the place when it is %s", (text, message) => {
    writeFileSync(path, text);
    const loaded = loadPreferences(path);
    expect(!loaded.ok && loaded.error.message).toMatch(message);
  });

  test("a log file is usual on Windows only", () => {
    expect(logFileOf(defaults(), folder, "linux")).toBeUndefined();
    expect(logFileOf(defaults(), folder, "win32")).toBe(join(folder, "logs", "agent.jsonl"));
    expect(logFileOf({ ...defaults(), logFile: "none" }, folder, "win32")).toBeUndefined();
    expect(logFileOf({ ...defaults(), logFile: "/var/log/a" }, folder, "linux")).toBe("/var/log/a");
  });

  test("its proxy stands before the environment's, in whatever case that is written", () => {
    const env = { NODE_ENV: "test", https_proxy: "http://old:1", NO_PROXY: "a" } as const;
    expect(withProxy(defaults(), env)).toMatchObject({ HTTPS_PROXY: "http://old:1", NO_PROXY: "a" });
    const none = withProxy({ ...defaults(), proxy: "none" }, env);
    expect([none.HTTPS_PROXY, none.https_proxy]).toEqual([undefined, undefined]);
    expect(withProxy({ ...defaults(), proxy: "http://new:2", noProxy: "b" }, env)).toMatchObject({
      HTTPS_PROXY: "http://new:2",
      NO_PROXY: "b",
    });
  });
});

describe("the agent's log", () => {
  let work: Workspace;
  let remote: ScriptedConsole;
  let host: Host;
  beforeAll(async () => {
    work = await agentWorkspace(buildAgent);
  });
  afterAll(() => work.remove());
  beforeEach(async () => {
    remote = await ScriptedConsole.start();
    host = await new Host(work.folder, work.bundle, remote).enrolled();
  });
  afterEach(async () => {
    await host.stopAll();
    await remote.stop();
  });
  const prefer = (preferences: Record<string, unknown>) =>
    writeFileSync(join(host.stateDir, "agent.json"), JSON.stringify(preferences));

  test("goes to the file that is named too, from the level that is named", async () => {
    prefer({ logFile: "own.jsonl", logLevel: "warn" });
    remote.down = true;
    const agent = host.run();
    await agent.logged("console-away");
    await agent.stop();
    expect(readFileSync(join(host.stateDir, "own.jsonl"), "utf8")).toBe(agent.stdout);
    expect(agent.log().filter(({ level }: LogLine) => level === "info")).toEqual([]);
    const status = host.command(["status", "--state-dir", host.stateDir]);
    await status.ended();
    expect(status.stdout).toContain(join(host.stateDir, "own.jsonl"));
  });

  test.skipIf(process.platform !== "linux")("on a full disk does not stop the agent", async () => {
    prefer({ logFile: "/dev/full" });
    const agent = host.run();
    await agent.logged("reported");
    await agent.stop();
    expect(agent.exitCode).toBe(0);
  });

  test("is not begun with preferences that cannot be understood", async () => {
    prefer({ logLevl: "warn" });
    const agent = host.run();
    expect(await agent.ended()).toBe(1);
    expect(agent.stderr).toContain("logLevl");
    expect(remote.polls).toEqual([]);
  });
});
