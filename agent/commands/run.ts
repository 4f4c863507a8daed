import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ApplyContext } from "@/agent/apply/context";
import { recoverJobs } from "@/agent/apply/recover";
import { createApproval } from "@/agent/approval";
import { createConfigFileBackEnd } from "@/agent/config-file/config-file-back-end";
import { createConsoleApi } from "@/agent/console/api";
import { createCall } from "@/agent/console/client";
import { type ConsoleClock, createClock } from "@/agent/console/clock";
import { createTransport } from "@/agent/console/transport";
import { createExclusive } from "@/agent/exclusive";
import { readError } from "@/agent/file-error";
import type { Log } from "@/agent/log";
import { pollForEver } from "@/agent/poller";
import { createReporter } from "@/agent/reporter";
import { openBackups } from "@/agent/state/backups";
import { makePrivateFolder, sweepTemporaries } from "@/agent/state/durable";
import { raiseEpoch } from "@/agent/state/epoch";
import { type StateFolder, stateFolder } from "@/agent/state/folder";
import { openJournal } from "@/agent/state/journal";
import { type AgentKeys, loadKeys } from "@/agent/state/keys";
import { lockStateFolder } from "@/agent/state/lock";
import { openOutbox } from "@/agent/state/outbox";
import { requireSettings, type Settings } from "@/agent/state/settings";
import { openTargets } from "@/agent/state/targets";
import { AGENT_VERSION } from "@/agent/version";
import { createPace, type Pace } from "@/agent/wait";
import { keyFingerprint } from "@/lib/agent-api/keys";
import { ok, type Result } from "@/lib/errors";

/** Serves the console until the signal. Returns early only when this host's own state does not let it begin. */
export async function runAgent(
  stateDir: string,
  env: NodeJS.ProcessEnv,
  log: Log,
  signal: AbortSignal,
): Promise<Result<void>> {
  const folder = stateFolder(stateDir);
  const settings = requireSettings(folder.settings);
  if (!settings.ok) return settings;
  const keys = loadKeys(folder.keys);
  if (!keys.ok) return keys;
  const locked = await lockStateFolder(folder.root);
  if (!locked.ok) return locked;
  const epoch = raiseEpoch(folder.epoch);
  if (!epoch.ok) return epoch;
  const instance = { instanceId: randomUUID(), epoch: epoch.value };
  const clock = createClock();
  const pace = createPace(env);
  const context = await openContext({
    folder,
    settings: settings.value,
    keys: keys.value,
    clock,
    pace,
    env,
    log,
  });
  if (!context.ok) return context;
  log.info("started", {
    version: AGENT_VERSION,
    ...instance,
    serverId: settings.value.serverId,
    console: settings.value.url,
  });

  const swept = [...sweep(folder), ...(await context.value.backEnd.sweep())];
  if (swept.length > 0) log.warn("leftovers-removed", { files: swept });
  await recoverJobs(context.value);
  context.value.journal.trim();
  const exclusive = createExclusive();
  const approval = createApproval(log);
  const { api, backEnd } = context.value;
  const reporter = createReporter({
    approval,
    instance,
    allowedSites: settings.value.allowedSites,
    api,
    backEnd,
    exclusive,
    pace,
    log,
  });
  const poller = {
    approval,
    context: context.value,
    instance,
    reporter,
    exclusive,
    clockSkewMs: clock.skewMs,
  };
  await Promise.all([reporter.run(signal), pollForEver(poller, signal)]);
  log.info("stopped", {});
  return ok(undefined);
}

async function openContext(from: {
  folder: StateFolder;
  settings: Settings;
  keys: AgentKeys;
  clock: ConsoleClock;
  pace: Pace;
  env: NodeJS.ProcessEnv;
  log: Log;
}): Promise<Result<ApplyContext>> {
  const { folder, settings, keys, log } = from;
  const ca = settings.caFile === undefined ? ok(undefined) : readText(settings.caFile);
  if (!ca.ok) return ca;
  const url = new URL(settings.url);
  const caller = {
    issuer: settings.serverId,
    keys,
    audience: await keyFingerprint(settings.consoleKey),
    basePath: url.pathname.replace(/\/$/, ""),
  };
  const call = createCall(caller, createTransport(url, { ca: ca.value, env: from.env }), from.clock, log);
  return ok({
    settings,
    keys,
    api: createConsoleApi(call),
    backEnd: createConfigFileBackEnd({
      path: settings.configFile,
      passwordHandling: settings.passwordHandling,
      sampleKey: keys.sample,
    }),
    journal: openJournal(folder.journal),
    targets: openTargets(folder.targets),
    backups: openBackups(folder.backups),
    outbox: openOutbox(folder.outbox),
    pace: from.pace,
    log,
  });
}

function sweep(folder: StateFolder): string[] {
  const folders = [folder.root, folder.outbox, folder.backups, folder.targets];
  for (const path of folders) makePrivateFolder(path);
  return folders.flatMap((path) => sweepTemporaries(path));
}

function readText(path: string): Result<string> {
  try {
    return ok(readFileSync(path, "utf8"));
  } catch (error) {
    return readError(error, path);
  }
}
