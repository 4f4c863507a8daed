import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PLAIN_SITE } from "@/agent/testing/configs";
import { Host } from "@/agent/testing/host";
import { keyFingerprint } from "@/lib/agent-api/keys";
import { db, disconnect } from "@/lib/db";
import { type SiteConfig, siteConfigSchema } from "@/lib/iis/site-config";
import { writeSiteConfig } from "@/lib/iis/write";
import { consolePublicKey } from "@/lib/secrets/console-key";
import { startDeployment } from "@/lib/services/deployments/start";
import { approveServer } from "@/lib/services/servers/approve";
import { createEnrolmentToken } from "@/lib/services/servers/create-enrolment-token";
import { ADMIN, must, publish, storeDraft, storeMapping } from "@/lib/services/test-world";
import { type Console, startConsole } from "../e2e/support/console";
import { buildAgent } from "./build-agent";
import { startPostgres } from "./postgres";

const KILLS = process.env.CERTMAP_FULL === "1" ? 50 : 3;
/** The agent waits a fiftieth: its lease outlives a start of the console, and its longest pause is six seconds. */
const PACE = { env: { CERTMAP_AGENT_TIME_SCALE: "0.02" } };

let certmap: Console;
let folder: string;
let host: Host;
let serverId: string;
let siteConfigId: string;

beforeAll(async () => {
  certmap = await startConsole();
  // Pushes are started beside the console, so that a kill hits what it does for the agent.
  process.env.DATABASE_URL = (await startPostgres(certmap.dataDir)).url;
  process.env.DATA_DIR = certmap.dataDir;
  folder = mkdtempSync(join(tmpdir(), "certmap-kill-push-"));
  const bundle = await buildAgent(join(folder, "certmap-agent.mjs"));
  host = new Host(folder, bundle, {
    url: certmap.url,
    fingerprint: await keyFingerprint(consolePublicKey()),
  });
  const { token } = must(await createEnrolmentToken(ADMIN, { hostName: "WEB01" }));
  // Passwords are left out: a sealed one is random, and the test compares bytes.
  await host.enrolled({ "--passwords": "omit" }, { env: { CERTMAP_TOKEN: token } });
  const { id, fingerprint } = await db().server.findFirstOrThrow();
  must(await approveServer(ADMIN, id, { fingerprint }));
  serverId = id;
  host.run(PACE);
  siteConfigId = (await storeDraft("Portal", ["alice"])).id;
  await publish(siteConfigId);
  await storeMapping(siteConfigId, "bob");
  await publish(siteConfigId);
}, 300_000);

afterAll(async () => {
  await host?.stopAll();
  await disconnect();
  await certmap?.remove();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

test(
  `the console killed at ${KILLS} random moments of a push: the old or the new file, each job ends once, nobody asked`,
  async () => {
    let longest = 0;
    for (const number of [1, 2, 1, 2]) {
      const startedAt = performance.now();
      expect((await ended(await push(number))).state).toBe("verified");
      longest = Math.max(longest, performance.now() - startedAt);
    }
    for (let kill = 0; kill < KILLS; kill++) {
      const number = 1 + (kill % 2);
      const before = host.read();
      const after = written(before, await configOf(number));
      const id = await push(number);
      await delay(Math.random() * longest);
      await certmap.kill("both");
      expect([before, after]).toContain(host.read());
      await certmap.start();
      const job = await ended(id);
      expect(host.read()).toBe(job.state === "verified" ? after : before);
      const events = await db().auditEvent.findMany({
        where: {
          nounId: id,
          action: { in: ["deployment.verified", "deployment.failed", "deployment.undone"] },
        },
      });
      expect(events.map(({ action }) => action)).toEqual([`deployment.${job.state}`]);
      // What ended without its change is pushed again, so that the next round starts from the other state.
      if (job.state !== "verified") expect((await ended(await push(number))).state).toBe("verified");
    }
    expect(await db().deploymentTarget.count({ where: { state: { in: ["queued", "leased"] } } })).toBe(0);
  },
  KILLS * 60_000 + 60_000,
);

async function push(revision: number): Promise<string> {
  const targets = [{ serverId, scope: PLAIN_SITE, expectedDigest: null }];
  return must(await startDeployment(ADMIN, { siteConfigId, revision, targets })).id;
}

async function ended(deploymentId: string) {
  for (const deadline = Date.now() + 180_000; Date.now() < deadline; await delay(10)) {
    const job = await db().deploymentTarget.findFirstOrThrow({ where: { deploymentId } });
    if (job.finishedAt !== null) return job;
  }
  throw new Error(`The job did not end by itself. ${certmap.output()}`);
}

async function configOf(number: number): Promise<SiteConfig> {
  const { config } = await db().revision.findFirstOrThrow({ where: { siteConfigId, number } });
  return siteConfigSchema.parse(config);
}

function written(before: string, config: SiteConfig): string {
  const accounts =
    config.iisClientCertificateMappingAuthentication?.oneToOneMappings.map(({ userName }) => userName) ?? [];
  const passwords = new Map(accounts.map((userName) => [userName, null]));
  const result = writeSiteConfig(Buffer.from(before), PLAIN_SITE, config, { passwords });
  return Buffer.from(must(result).bytes).toString("utf8");
}
