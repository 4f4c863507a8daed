import { mkdirSync } from "node:fs";
import type { ApplyContext } from "@/agent/apply/context";
import type { BackEnd } from "@/agent/back-end";
import { createConsoleApi } from "@/agent/console/api";
import { createCall } from "@/agent/console/client";
import { createClock } from "@/agent/console/clock";
import { createTransport } from "@/agent/console/transport";
import { createLog } from "@/agent/log";
import { createProber } from "@/agent/probe/prober";
import { openBackups } from "@/agent/state/backups";
import { openBundles } from "@/agent/state/bundles";
import { stateFolder, subfolders } from "@/agent/state/folder";
import { openJournal } from "@/agent/state/journal";
import { type AgentKeys, publicSealingKey, publicSigningKey } from "@/agent/state/keys";
import { openOutbox } from "@/agent/state/outbox";
import { openTargets } from "@/agent/state/targets";
import type { PushOptions } from "@/agent/testing/push";
import type { ScriptedConsole } from "@/agent/testing/scripted-console";
import { createPace } from "@/agent/wait";
import type { Job } from "@/lib/agent-api/jobs";

/** The agent's own parts in this process, on a state folder, around a back end that the test may make faulty. Again: a restart. */
export function applyContext(
  stateDir: string,
  { remote, keys, backEnd }: { remote: ScriptedConsole; keys: AgentKeys; backEnd: BackEnd },
): ApplyContext {
  const state = stateFolder(stateDir);
  for (const each of [state.root, ...subfolders(state)]) mkdirSync(each, { recursive: true });
  remote.enrolment = {
    protocol: 1,
    token: "good-token",
    hostName: "WEB01",
    domain: "",
    osVersion: "",
    iisVersion: "",
    agentVersion: "",
    passwordHandling: "omit",
    signingKey: publicSigningKey(keys),
    sealingKey: publicSealingKey(keys),
  };
  const env = { NODE_ENV: "test" } as const;
  const log = createLog(() => undefined);
  const caller = { issuer: remote.serverId, keys, audience: remote.fingerprint, basePath: "" };
  const transport = createTransport(new URL(remote.url), { env });
  return {
    settings: {
      protocol: 1,
      url: remote.url,
      serverId: remote.serverId,
      hostName: "WEB01",
      consoleKey: remote.publicKey,
      allowedSites: [],
      backEnd: "config-file",
      configFile: "",
      passwordHandling: "omit",
    },
    keys,
    api: createConsoleApi(createCall(caller, transport, createClock(), log)),
    backEnd,
    prober: createProber(backEnd, { allowedSites: [], backEnd: "config-file" }),
    journal: openJournal(state.journal),
    targets: openTargets(state.targets),
    bundles: openBundles(state.bundles),
    backups: openBackups(state.backups),
    outbox: openOutbox(state.outbox),
    pace: createPace(env),
    log,
  };
}

/** A push as the agent gets it from its poll. */
export async function leasedJob(remote: ScriptedConsole, options: PushOptions): Promise<Job> {
  const job = await remote.push(options);
  job.fencing = 1;
  const { id, scope, attempt, leaseId, fencing, bundleDigest } = job;
  return { id, kind: "apply", scope, attempt, leaseId, fencing, bundleDigest };
}

/** Stands for a kill: whatever comes after never happens. */
export class Killed extends Error {}
