import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AgentProcess, agentWorkspace, type Workspace } from "@/agent/testing/agent-process";
import { mappings, oneToOne, PLAIN_SITE } from "@/agent/testing/configs";
import { Host } from "@/agent/testing/host";
import { ScriptedConsole } from "@/agent/testing/scripted-console";
import { until } from "@/agent/testing/until";
import { buildAgent } from "@/scripts/build-agent";

const ALICE = {
  scope: PLAIN_SITE,
  config: mappings(oneToOne("alice")),
  passwords: { "CONTOSO\\alice": "secret" },
};

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

async function command(...words: string[]): Promise<AgentProcess> {
  const [name = "", ...args] = words;
  const asked = host.command([name, "--state-dir", host.stateDir, ...args]);
  await asked.ended();
  return asked;
}

describe("apply --once", () => {
  test("does one job, reports it and ends", async () => {
    const job = await remote.push(ALICE);
    const applied = await command("apply", "--once");
    expect(applied.exitCode).toBe(0);
    expect(applied.stdout).toContain(`Job ${job.id}: verified\n`);
    expect(job.accepted).toBe(1);
    expect(host.read()).toContain('userName="CONTOSO\\alice"');
  });

  test("says that there is no work, and reports what is there", async () => {
    expect(await command("apply", "--once")).toMatchObject({
      exitCode: 0,
      stdout: "The console has no push for this host.\n",
    });
    expect(remote.reports).toHaveLength(1);
  });

  test("ends with 4 after a push that failed", async () => {
    const job = await remote.push({ ...ALICE, scope: "No such site" });
    const applied = await command("apply", "--once");
    expect(applied.exitCode).toBe(4);
    expect(applied.stdout).toContain(`Job ${job.id}: failed: site-unknown`);
  });

  test("ends with 6 while nobody approved the agent", async () => {
    remote.approved = false;
    expect((await command("apply", "--once")).exitCode).toBe(6);
  });

  test("ends with 1 and the reason when the console is away, or another agent runs", async () => {
    remote.down = true;
    const away = await command("apply", "--once");
    expect(away.exitCode).toBe(1);
    expect(away.stderr).toContain("console-unreachable");
    remote.down = false;
    const running = host.run();
    await running.logged("started");
    const second = await command("apply", "--once");
    expect(second.exitCode).toBe(1);
    expect(second.stderr).toContain("agent-already-running");
  });

  test("sends the result that the console did not get the last time", async () => {
    const job = await remote.push(ALICE);
    remote.intercept = ({ path }) => (path.endsWith("/results") ? 502 : undefined);
    const applied = await command("apply", "--once");
    expect(applied.exitCode).toBe(0);
    expect(applied.stdout).toContain("does not have the result yet");
    expect(job.accepted).toBe(0);
    remote.intercept = undefined;
    expect((await command("apply", "--once")).stdout).toContain(`Job ${job.id}: verified`);
    expect(job.accepted).toBe(1);
  });

  test("is not run without its word", async () => {
    expect((await command("apply")).exitCode).toBe(2);
    expect(remote.polls).toEqual([]);
  });
});

describe("plan", () => {
  test("says that nothing was pushed, then that nothing would change, then what would", async () => {
    expect((await command("plan")).stdout).toContain("has not pushed anything");
    await remote.push(ALICE);
    await command("apply", "--once");
    const same = await command("plan");
    expect(same.exitCode).toBe(0);
    expect(same.stdout).toContain("Test revision 1, deployment 1 (bundle 1.1");
    expect(same.stdout).toContain("Nothing would change.");

    const [before, after] = splitAtLast(host.read(), 'userName="CONTOSO\\alice"');
    const changed = `${before}userName="CONTOSO\\mallory"${after}`;
    host.write(changed);
    remote.down = true;
    const other = await command("plan");
    expect(other.exitCode).toBe(3);
    expect(other.stdout).toContain("CONTOSO\\mallory");
    expect(host.read()).toBe(changed);
  });

  test("names what a push would be refused for", async () => {
    await remote.push(ALICE);
    await command("apply", "--once");
    host.write(host.read().replaceAll("Default Web Site", "Renamed"));
    const refused = await command("plan");
    expect(refused.exitCode).toBe(4);
    expect(refused.stdout).toContain("Would be refused: site-unknown");
  });

  test("believes no bundle on the disk that the console did not sign", async () => {
    await remote.push(ALICE);
    await command("apply", "--once");
    const [name = ""] = readdirSync(join(host.stateDir, "bundles"));
    const path = join(host.stateDir, "bundles", name);
    writeFileSync(path, readFileSync(path, "utf8").replace(/\.[^."]{20}/, ".AAAAAAAAAAAAAAAAAAAA"));
    const refused = await command("plan");
    expect(refused.exitCode).toBe(4);
    expect(refused.stdout).toContain("bundle-signature");
  });
});

describe("unenroll", () => {
  test("tells the console, removes keys and settings, and keeps the configuration and its backups", async () => {
    await remote.push(ALICE);
    await command("apply", "--once");
    const written = host.read();
    const left = await command("unenroll", "--yes");
    expect(left.exitCode).toBe(0);
    expect(left.stdout).not.toContain("could not be told");
    expect(remote.left).toBe(true);
    expect(readdirSync(host.stateDir)).toEqual(["backups"]);
    expect(readdirSync(join(host.stateDir, "backups"))).toHaveLength(1);
    expect(host.read()).toBe(written);
    expect((await command("status")).stderr).toContain("agent-not-enrolled");
  });

  test("removes the backups too when that is said, and leaves what is not the agent's", async () => {
    expect((await command("unenroll", "--yes", "--purge")).exitCode).toBe(0);
    expect(existsSync(host.stateDir)).toBe(false);
    host = await new Host(work.folder, work.bundle, remote).enrolled(
      {},
      { env: { CERTMAP_TOKEN: anotherToken() } },
    );
    writeFileSync(join(host.stateDir, "notes.txt"), "mine");
    await command("unenroll", "--yes", "--purge");
    expect(readdirSync(host.stateDir)).toEqual(["notes.txt"]);
  });

  test("goes on without the console, and says what is left to do there", async () => {
    remote.down = true;
    const left = await command("unenroll", "--yes");
    expect(left.exitCode).toBe(0);
    expect(left.stdout).toContain("could not be told (console-unreachable): revoke WEB01");
    expect(existsSync(join(host.stateDir, "keys.json"))).toBe(false);
  });

  test.each(["", "n\n", "yess\n"])("changes nothing after the answer %j", async (stdin) => {
    const asked = host.command(["unenroll", "--state-dir", host.stateDir], { stdin });
    expect(await asked.ended()).toBe(1);
    expect(asked.stderr).toContain("leaves http://127.0.0.1");
    expect(remote.left).toBe(false);
    expect(existsSync(join(host.stateDir, "keys.json"))).toBe(true);
  });

  test("does not pull the state from under a running agent", async () => {
    await host.run().logged("started");
    const refused = await command("unenroll", "--yes");
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain("agent-already-running");
    expect(existsSync(join(host.stateDir, "keys.json"))).toBe(true);
  });
});

describe("service", () => {
  test("says every step and does none with --dry-run", async () => {
    const said = await command("service", "install", "--dry-run");
    expect(said.exitCode).toBe(0);
    expect(said.stdout).toContain("Start the agent: systemctl restart certmap-agent.service");
    expect(said.stdout).toContain(`ReadWritePaths="${host.stateDir}" "${host.folder}"`);
    expect(said.stdout).toContain(`ExecStart="${process.execPath}" "/usr/local/lib/certmap-agent/`);
    expect((await command("service", "uninstall", "--dry-run")).stdout).toContain("Remove the unit");
  });

  test("is for an enrolled agent, and takes two words only", async () => {
    expect((await command("service", "start")).exitCode).toBe(2);
    const fresh = host.command(["service", "install", "--dry-run", "--state-dir", work.folder]);
    expect(await fresh.ended()).toBe(1);
    expect(fresh.stderr).toContain("agent-not-enrolled");
    expect((await command("status")).stdout).toMatch(/Service +not installed/);
  });
});

describe("status", () => {
  test("tells whether the console answers, and of the last contact of the running agent", async () => {
    const idle = (await command("status")).stdout;
    expect(idle).toMatch(/Version +\d+\.\d+\.\d+/);
    expect(idle).toMatch(/Console .*\n +answers\n/);
    expect(idle).toMatch(/Last contact +none yet/);
    await host.run().logged("started");
    await until("a poll", () => remote.polls.length > 1);
    expect((await command("status")).stdout).toMatch(/Last contact +\d{4}-.*, answered/);
    remote.down = true;
    const away = (await command("status")).stdout;
    expect(away).toMatch(/does not answer/);
  });

  test("tells a wrong clock, and a proxy from the console", async () => {
    remote.clockMs = 3_600_000;
    expect((await command("status")).stdout).toMatch(/answers; this host's clock is 3\d{3} s behind/);
    remote.intercept = () => 502;
    expect((await command("status")).stdout).toMatch(/something else answers there with status 502/);
  });
});

function anotherToken(): string {
  remote.tokens.set("another", "valid");
  return "another";
}

/** The sample file knows the account at another site already; what was pushed stands after it. */
function splitAtLast(text: string, part: string): [string, string] {
  const at = text.lastIndexOf(part);
  return [text.slice(0, at), text.slice(at + part.length)];
}
