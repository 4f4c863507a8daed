/**
 * A push to a thousand agents, as the console does it: the production build over its own PostgreSQL (`npm start`), the agents in one
 * process over real HTTP with real keys, held polls, signed bundles, leases and results (agent/simulator). `npx tsx bench/fleet.ts`;
 * CERTMAP_AGENTS for another number, CERTMAP_PROFILE for a folder that takes CPU profiles.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { db, disconnect } from "@/lib/db";
import { ensureKeyFile } from "@/lib/secrets/key-file";
import { addMapping } from "@/lib/services/mappings/add";
import { updateMapping } from "@/lib/services/mappings/update";
import { getSiteConfig } from "@/lib/services/site-configs/get";
import { ADMIN, must, storeAccount, storeCertificate, storeDraft } from "@/lib/services/test-world";
import { ensureBuild } from "@/scripts/build";
import { migrate } from "@/scripts/migrate";
import { startPostgres } from "@/scripts/postgres";
import { makeSetupLink } from "@/scripts/setup-link";
import { type BenchConsole, signIn, startBenchConsole } from "./fleet/console";
import { processorSeconds } from "./fleet/processor";
import { type Simulator, startSimulator } from "./fleet/simulator";
import { enrolFleet, SITE } from "./fleet/world";

const AGENTS = Number(process.env.CERTMAP_AGENTS ?? 1_000);
const PUSHES = 5;
const SINGLE_PUSHES = 20;
/** What is pushed: so many certificates, in turn to these accounts, each with a password that is sealed for each agent. */
const CERTIFICATES = 10;
const ACCOUNTS = ["CONTOSO\\reader", "CONTOSO\\writer", "CONTOSO\\auditor"];

const root = fileURLToPath(new URL("..", import.meta.url));
const { server } = await ensureBuild(root, console.log);
const folder = mkdtempSync(join(tmpdir(), "certmap-fleet-"));
// The user that PostgreSQL runs as must get in when this runs as root.
chmodSync(folder, 0o711);
const postgres = await startPostgres(folder);
process.env.DATABASE_URL = postgres.url;
process.env.DATA_DIR = folder;
must(ensureKeyFile(join(folder, "secret.key")));
let certmap: BenchConsole | undefined;
let fleet: Simulator | undefined;
try {
  await migrate(postgres.url);
  certmap = await startBenchConsole(server, folder);
  fleet = startSimulator();
  await measure(certmap, fleet);
} finally {
  await fleet?.stop();
  await certmap?.stop();
  await disconnect();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measure({ url, memory }: BenchConsole, simulator: Simulator): Promise<void> {
  const agents = await enrolFleet(AGENTS);
  const siteConfigId = await storeConfig();
  const ask = await signIn(url, (await makeSetupLink(postgres.url, url)) ?? "");
  simulator.play({ url, site: SITE, agents, startOverMs: 10_000 });
  await until("a report of each agent", async () => (await simulator.count()).reported === AGENTS);
  await delay(2_000);
  const { now, peak } = memory();
  console.log(`${AGENTS} polls held: the console has ${now} MiB (at most ${peak} MiB since its start)`);

  /** Changes the draft, so that each push has something to write. */
  const change = async (enabled: boolean): Promise<number> => {
    const { id } = await db().oneToOneMapping.findFirstOrThrow({
      where: { siteConfigId },
      orderBy: { id: "asc" },
    });
    must(await updateMapping(ADMIN, siteConfigId, id, { enabled }));
    return must(await getSiteConfig(ADMIN, siteConfigId)).version;
  };
  const publish = async (version: number): Promise<number> => {
    const headers = { "if-match": `"${version}"` };
    const path = `/api/v1/site-configs/${siteConfigId}/revisions`;
    return (await ask<{ number: number }>(path, { message: "bench" }, headers)).number;
  };
  const push = (revision: number, serverIds: string[]) => {
    const targets = serverIds.map((serverId) => ({ serverId, scope: SITE, expectedDigest: null }));
    return ask<{ id: string }>("/api/v1/deployments", { siteConfigId, revision, targets });
  };

  const everyone = agents.map(({ serverId }) => serverId);
  for (let round = 1; round <= PUSHES; round++) {
    const revision = await publish(await change(round % 2 === 0));
    const before = await simulator.count();
    const spent = cpuMeter();
    const clickedAt = Date.now();
    const { id } = await push(revision, everyone);
    const answeredMs = Date.now() - clickedAt;
    await until("the end of the push", () => isOver(id));
    const after = await simulator.count();
    const { verified, lastMs } = await outcome(id, clickedAt);
    console.log(
      `push ${round}: ${verified} of ${AGENTS} verified; lost ${AGENTS - (after.committed - before.committed)}, doubled ${after.doubled}, ` +
        `refused ${after.refused}, defects ${after.defects}; the answer after ${seconds(answeredMs)}, the last applied after ` +
        `${seconds(after.lastCommittedAt - clickedAt)}, the last verified after ${seconds(lastMs)}; ${memory().now} MiB; ` +
        `processor time: ${spent()}`,
    );
    await delay(5_000);
  }

  const times: number[] = [];
  for (let round = 0; round < SINGLE_PUSHES; round++) {
    const version = await change(round % 2 === 0);
    const publishedAt = Date.now();
    const { id } = await push(await publish(version), everyone.slice(0, 1));
    await until("the end of the push", () => isOver(id));
    times.push((await simulator.count()).lastCommittedAt - publishedAt);
    await delay(500);
  }
  times.sort((a, b) => a - b);
  console.log(
    `publish to applied, one agent of ${AGENTS}: ${times[times.length / 2]} ms (median of ${times.length}; the slowest ${times.at(-1)} ms)`,
  );
  const end = await simulator.count();
  console.log(`in all: ${JSON.stringify({ ...end, lastCommittedAt: undefined, lastSentAt: undefined })}`);
  console.log(`memory at its highest: ${memory().peak} MiB`);
}

async function storeConfig(): Promise<string> {
  const { id } = await storeDraft("Portal");
  const accounts = await Promise.all(ACCOUNTS.map((userName) => storeAccount(userName, "A-password-9!")));
  for (let index = 0; index < CERTIFICATES; index++) {
    const { id: certificateId } = await storeCertificate(`person${index}`);
    const accountId = accounts[index % accounts.length]?.id;
    must(await addMapping(ADMIN, id, { certificateId, accountId, name: `person${index}` }));
  }
  return id;
}

async function isOver(deploymentId: string): Promise<boolean> {
  return (await db().deploymentTarget.count({ where: { deploymentId, finishedAt: null } })) === 0;
}

/** What each of the three costs, whatever else the machine does meanwhile. */
function cpuMeter(): () => string {
  const parts: Record<string, () => number> = {
    console: () => processorSeconds(certmap?.pid ?? 0),
    agents: () => processorSeconds(fleet?.pid ?? 0),
    PostgreSQL: () => processorSeconds(postgres.pid, "with its children"),
  };
  const from = Object.entries(parts).map(([name, read]) => ({ name, read, at: read() }));
  return () => from.map(({ name, read, at }) => `${name} ${(read() - at).toFixed(1)} s`).join(", ");
}

async function outcome(deploymentId: string, from: number) {
  const verified = await db().deploymentTarget.count({ where: { deploymentId, state: "verified" } });
  const { _max } = await db().deploymentTarget.aggregate({
    where: { deploymentId },
    _max: { finishedAt: true },
  });
  return { verified, lastMs: (_max.finishedAt?.getTime() ?? Number.NaN) - from };
}

async function until(what: string, ask: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 180_000; Date.now() < deadline; await delay(25)) if (await ask()) return;
  throw new Error(`Not within three minutes: ${what}. ${JSON.stringify(await fleet?.count())}`);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
