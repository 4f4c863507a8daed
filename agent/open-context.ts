import { readFileSync } from "node:fs";
import type { ApplyContext } from "@/agent/apply/context";
import { createBackEnd } from "@/agent/back-ends";
import { createConsoleApi } from "@/agent/console/api";
import { createCall } from "@/agent/console/client";
import { type ConsoleClock, createClock } from "@/agent/console/clock";
import { createTransport, type Transport } from "@/agent/console/transport";
import { readError, writeError } from "@/agent/file-error";
import type { Log } from "@/agent/log";
import { createProber } from "@/agent/probe/prober";
import { openBackups } from "@/agent/state/backups";
import { openBundles } from "@/agent/state/bundles";
import { makePrivateFolder } from "@/agent/state/durable";
import { type StateFolder, stateFolder, subfolders } from "@/agent/state/folder";
import { openJournal } from "@/agent/state/journal";
import { loadKeys } from "@/agent/state/keys";
import { openOutbox } from "@/agent/state/outbox";
import { loadPreferences, type Preferences, withProxy } from "@/agent/state/preferences";
import { requireSettings } from "@/agent/state/settings";
import { openTargets } from "@/agent/state/targets";
import { createPace } from "@/agent/wait";
import { keyFingerprint } from "@/lib/agent-api/keys";
import { ok, type Result } from "@/lib/errors";

/** An enrolled agent's own things, opened for a command. */
export interface Opened {
  folder: StateFolder;
  preferences: Preferences;
  context: ApplyContext;
  clock: ConsoleClock;
  transport: Transport;
  /** Path in front of the API where the console is not at the root of its host. */
  basePath: string;
}

/** Errors: `agent-not-enrolled`, `file-unreadable`, `file-not-writable`. */
export async function openContext(
  stateDir: string,
  env: NodeJS.ProcessEnv,
  log: Log,
): Promise<Result<Opened>> {
  const folder = stateFolder(stateDir);
  const settings = requireSettings(folder.settings);
  if (!settings.ok) return settings;
  const keys = loadKeys(folder.keys);
  if (!keys.ok) return keys;
  const preferences = loadPreferences(folder.preferences);
  if (!preferences.ok) return preferences;
  const { consoleKey, serverId, url } = settings.value;
  const caFile = preferences.value.caFile ?? settings.value.caFile;
  const ca = caFile === undefined ? ok(undefined) : readText(caFile);
  if (!ca.ok) return ca;
  try {
    for (const path of subfolders(folder)) makePrivateFolder(path);
  } catch (error) {
    return writeError(error, folder.root);
  }
  const console = new URL(url);
  const basePath = console.pathname.replace(/\/$/, "");
  const caller = {
    issuer: serverId,
    keys: keys.value,
    audience: await keyFingerprint(consoleKey),
    basePath,
  };
  const clock = createClock();
  const transport = createTransport(console, {
    ca: ca.value,
    env: withProxy(preferences.value, env),
  });
  const call = createCall(caller, transport, clock, log);
  const backEnd = createBackEnd(settings.value, keys.value.sample, folder);
  const context = {
    settings: settings.value,
    keys: keys.value,
    api: createConsoleApi(call),
    backEnd,
    prober: createProber(backEnd, settings.value),
    journal: openJournal(folder.journal),
    targets: openTargets(folder.targets),
    bundles: openBundles(folder.bundles),
    backups: openBackups(folder.backups),
    outbox: openOutbox(folder.outbox),
    pace: createPace(env),
    log,
  };
  return ok({ folder, preferences: preferences.value, context, clock, transport, basePath });
}

function readText(path: string): Result<string> {
  try {
    return ok(readFileSync(path, "utf8"));
  } catch (error) {
    return readError(error, path);
  }
}
