import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { agentWorkspace, type Workspace } from "@/agent/testing/agent-process";
import { mappings, oneToOne, PLAIN_SITE } from "@/agent/testing/configs";
import { Host } from "@/agent/testing/host";
import { ScriptedConsole } from "@/agent/testing/scripted-console";
import { until } from "@/agent/testing/until";
import { buildAgent } from "@/scripts/build-agent";

const NEW = {
  scope: PLAIN_SITE,
  config: mappings(oneToOne("alice")),
  passwords: { "CONTOSO\\alice": "secret" },
};

let work: Workspace;
let remote: ScriptedConsole;
let host: Host;
let disk: string;

beforeAll(async () => {
  work = await agentWorkspace(buildAgent);
});
afterAll(() => work.remove());
beforeEach(async () => {
  remote = await ScriptedConsole.start();
  host = new Host(work.folder, work.bundle, remote);
  disk = join(host.folder, "disk");
  mkdirSync(disk);
});
afterEach(async () => {
  await host.stopAll();
  await remote.stop();
});

const smallDisk = mountable();

describe.skipIf(smallDisk !== true)(
  `a full disk${smallDisk === true ? "" : ` (skipped: ${smallDisk})`}`,
  () => {
    beforeEach(() => mount(disk));
    afterEach(() => execFileSync("umount", ["-l", disk]));

    test("under the configuration file: nothing is changed and nothing is left behind", async () => {
      const configFile = join(disk, "applicationHost.config");
      writeFileSync(configFile, host.read());
      await host.enrolled({ "--config-file": configFile });
      fill(disk);
      host.run();
      const job = await remote.push(NEW);
      const result = await until("the result", () => job.result);
      expect(result).toMatchObject({ outcome: "failed", code: "disk-full" });
      expect(result.steps.at(-1)).toMatchObject({ name: "committed", ok: false });
      expect(readFileSync(configFile, "utf8")).toBe(host.read());
      expect(readdirSync(disk).sort()).toEqual(["applicationHost.config", "filler"]);
      rmSync(join(disk, "filler"));
      const again = await remote.push(NEW);
      expect((await until("the second result", () => again.result)).outcome).toBe("verified");
    });

    test("under the agent's own state: the job fails before the commit, and the result arrives all the same", async () => {
      const stateDir = join(disk, "state");
      await host.enrolled({ "--state-dir": stateDir });
      const before = host.read();
      const agent = host.command(["run", "--state-dir", stateDir]);
      await agent.logged("started");
      await until("a poll", () => remote.polls.length > 0);
      fill(disk);
      const job = await remote.push(NEW);
      const result = await until("the result", () => job.result);
      expect(result).toMatchObject({ outcome: "failed", code: "disk-full" });
      expect(host.read()).toBe(before);
    });
  },
);

/** True when this test may mount a small file system, otherwise why not. */
function mountable(): true | string {
  if (process.platform !== "linux") return "only on Linux";
  if (process.getuid?.() !== 0) return "only root may mount";
  const probe = "/tmp/certmap-mount-probe";
  try {
    mkdirSync(probe, { recursive: true });
    mount(probe);
    execFileSync("umount", ["-l", probe]);
    return true;
  } catch {
    return "this system lets nobody mount a tmpfs";
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

function mount(folder: string): void {
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], { stdio: "pipe" });
}

function fill(folder: string): void {
  let size = 256 * 1024;
  const filler = join(folder, "filler");
  while (size >= 1) {
    try {
      writeFileSync(filler, Buffer.alloc(size), { flag: "a" });
    } catch {
      size = Math.floor(size / 2);
    }
  }
}

describe("an agent that was killed left temporary files", () => {
  test("which the next start removes, and only those", async () => {
    await host.enrolled();
    const own = `${host.configFile}.certmap-tmp-0c3e1f5e`;
    const foreign = join(host.folder, "other.config.certmap-tmp-0c3e1f5e");
    for (const path of [own, foreign, join(host.stateDir, "state.json.certmap-tmp-1")])
      writeFileSync(path, "half");
    const agent = host.run();
    await agent.logged("leftovers-removed");
    expect(readdirSync(host.folder)).not.toContain("applicationHost.config.certmap-tmp-0c3e1f5e");
    expect(readdirSync(host.folder)).toContain("other.config.certmap-tmp-0c3e1f5e");
    expect(readdirSync(host.stateDir).filter((name) => name.includes("tmp"))).toEqual([]);
  });
});
