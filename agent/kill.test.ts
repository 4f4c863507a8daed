import { readdirSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AgentProcess, agentWorkspace, type Workspace } from "@/agent/testing/agent-process";
import { mappings, oneToOne, PLAIN_SITE } from "@/agent/testing/configs";
import { Host } from "@/agent/testing/host";
import type { PushedJob } from "@/agent/testing/push";
import { ScriptedConsole } from "@/agent/testing/scripted-console";
import { until } from "@/agent/testing/until";
import type { SiteConfig } from "@/lib/iis/site-config";
import { writeSiteConfig } from "@/lib/iis/write";
import { buildAgent } from "@/scripts/build-agent";

const KILLS = process.env.CERTMAP_FULL === "1" ? 200 : 8;
/** Two states to push in turn, so that every push has something to write. */
const CONFIGS = [mappings(oneToOne("alice")), mappings(oneToOne("alice"), oneToOne("bob"))] as const;

let work: Workspace;
let remote: ScriptedConsole;
let host: Host;

beforeAll(async () => {
  work = await agentWorkspace(buildAgent);
  remote = await ScriptedConsole.start();
  // Passwords are left out: a sealed one is random, and the test compares bytes.
  host = await new Host(work.folder, work.bundle, remote).enrolled({ "--passwords": "omit" });
});
afterAll(async () => {
  await host.stopAll();
  await remote.stop();
  work.remove();
});

test(`killed at ${KILLS} random moments of an apply: the old or the new file, one result each, nobody asked`, async () => {
  let agent = await startedAgent();
  const longest = await usualDuration();
  const seen = { old: 0, new: 0 };
  for (let kill = 0; kill < KILLS; kill += 1) {
    const config = CONFIGS[kill % 2] ?? mappings();
    const before = host.read();
    const after = expected(before, config);
    expect(after).not.toBe(before);
    const job = await remote.push({ scope: PLAIN_SITE, config });
    await until("the lease", () => job.leasedBy !== undefined);
    await delay(Math.random() * longest);
    await agent.stop("SIGKILL");

    const left = host.read();
    expect([before, after]).toContain(left);
    agent = await startedAgent();
    const result = await until(`the result of job ${job.id}`, () => job.result);
    expect(host.read()).toBe(result.outcome === "verified" ? after : before);
    expect(job.accepted).toBe(1);
    expect(readdirSync(host.folder).sort()).toEqual(["applicationHost.config", "state"]);
    if (left === after) seen.new += 1;
    else {
      seen.old += 1;
      // Without a lease that the agent knew of, the job began anew; otherwise its one attempt is over.
      if (result.outcome !== "verified") expect(result.code).toBe("apply-interrupted");
      await apply(config);
    }
  }
  if (KILLS >= 200) expect(Math.min(seen.old, seen.new)).toBeGreaterThan(KILLS / 20);
}, 600_000);

async function startedAgent(): Promise<AgentProcess> {
  const polls = remote.polls.length;
  const agent = host.run();
  await until("a poll of the new agent", () => remote.polls.length > polls);
  return agent;
}

async function apply(config: SiteConfig): Promise<PushedJob> {
  const job = await remote.push({ scope: PLAIN_SITE, config });
  const result = await until("a result", () => job.result);
  expect(result.outcome).toBe("verified");
  return job;
}

/** From the lease to the result, in milliseconds. */
async function usualDuration(): Promise<number> {
  let longest = 0;
  for (const config of [CONFIGS[0], CONFIGS[1], CONFIGS[0], CONFIGS[1]]) {
    const job = await remote.push({ scope: PLAIN_SITE, config });
    await until("the lease", () => job.leasedBy !== undefined);
    const startedAt = performance.now();
    await until("a result", () => job.result);
    longest = Math.max(longest, performance.now() - startedAt);
  }
  return longest;
}

function expected(before: string, config: SiteConfig): string {
  const accounts =
    config.iisClientCertificateMappingAuthentication?.oneToOneMappings.map((entry) => entry.userName) ?? [];
  const passwords = new Map(accounts.map((userName) => [userName, null]));
  const written = writeSiteConfig(Buffer.from(before), PLAIN_SITE, config, { passwords });
  if (!written.ok) throw new Error(written.error.message);
  return Buffer.from(written.value.bytes).toString("utf8");
}
