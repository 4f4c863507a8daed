import { readFileSync, realpathSync } from "node:fs";
import { hostname } from "node:os";
import { createBackEnd } from "@/agent/back-ends";
import { enrol } from "@/agent/console/api";
import { createCall } from "@/agent/console/client";
import { createClock } from "@/agent/console/clock";
import { createTransport } from "@/agent/console/transport";
import { readError, writeError } from "@/agent/file-error";
import type { Log } from "@/agent/log";
import { secureStateFolder } from "@/agent/service/secure-state";
import { makePrivateFolder } from "@/agent/state/durable";
import { type StateFolder, stateFolder, subfolders } from "@/agent/state/folder";
import { type AgentKeys, makeKeys, publicSealingKey, publicSigningKey, saveKeys } from "@/agent/state/keys";
import { loadPreferences, withProxy } from "@/agent/state/preferences";
import { loadSettings, saveSettings } from "@/agent/state/settings";
import { AGENT_VERSION } from "@/agent/version";
import { ENROLMENT_ISSUER } from "@/lib/agent-api/assertion";
import type { EnrolmentAnswer } from "@/lib/agent-api/enrolment";
import { groupFingerprint, keyFingerprint } from "@/lib/agent-api/keys";
import { PROTOCOL_VERSION } from "@/lib/agent-api/protocol";
import { parseConsoleUrl } from "@/lib/console-url";
import { fail, ok, type Result } from "@/lib/errors";
import type { PasswordHandling } from "@/lib/iis/password-handling";

export interface EnrolOptions {
  url: string;
  /** Fingerprint of the console's signing key, as the enrolment command carries it. */
  consoleKey: string;
  token: string;
  backEnd: "config-file" | "windows";
  /** Of the back end config-file. */
  configFile?: string | undefined;
  passwordHandling: PasswordHandling;
  stateDir: string;
  hostName?: string;
  caFile?: string;
  /** Where probes go; for a back end without a web server of its own. */
  probeUrl?: string;
}

/**
 * Joins a console: makes the keys here, proves that it holds them, and keeps the console's key only when it is the one of
 * the enrolment command. Returns what a person should read.
 */
export async function runEnroll(
  options: EnrolOptions,
  env: NodeJS.ProcessEnv,
  log: Log,
): Promise<Result<string>> {
  const url = parseConsoleUrl(options.url);
  if (!url.ok) return url;
  const expected = options.consoleKey.toLowerCase().replaceAll(/[\s:-]/g, "");
  if (!/^[0-9a-f]{64}$/.test(expected))
    return fail(
      "invalid-input",
      "--console-key must be the 64 hex digits that the console's enrolment command shows.",
    );
  const configFile = options.configFile === undefined ? ok(undefined) : resolveFile(options.configFile);
  if (!configFile.ok) return configFile;
  const preferences = loadPreferences(stateFolder(options.stateDir).preferences);
  if (!preferences.ok) return preferences;
  const caFile = options.caFile ?? preferences.value.caFile;
  const ca = caFile === undefined ? ok(undefined) : readText(caFile);
  if (!ca.ok) return ca;
  const prepared = await prepareState(options.stateDir, env);
  if (!prepared.ok) return prepared;
  const { keys, folder } = prepared.value;

  const chosen = {
    backEnd: options.backEnd,
    configFile: configFile.value,
    passwordHandling: options.passwordHandling,
  };
  const backEnd = createBackEnd(chosen, keys.sample, folder);
  const readable = await backEnd.readState();
  if (!readable.ok) return readable;
  const hostName = options.hostName ?? hostname();
  const basePath = url.value.pathname.replace(/\/$/, "");
  const transport = createTransport(url.value, { ca: ca.value, env: withProxy(preferences.value, env) });
  const call = createCall(
    { issuer: ENROLMENT_ISSUER, keys, audience: expected, basePath },
    transport,
    createClock(),
    log,
  );
  const answer = await enrol(call, {
    protocol: PROTOCOL_VERSION,
    token: options.token,
    hostName,
    ...(await backEnd.facts()),
    agentVersion: AGENT_VERSION,
    passwordHandling: options.passwordHandling,
    signingKey: publicSigningKey(keys),
    sealingKey: publicSealingKey(keys),
  });
  if (!answer.ok) return answer;
  if ((await keyFingerprint(answer.value.consoleKey)) !== expected)
    return fail(
      "console-key-mismatch",
      "The console's key is not the one of the enrolment command. Nothing was kept: copy the command again from the console itself.",
    );
  try {
    saveSettings(folder.settings, {
      protocol: PROTOCOL_VERSION,
      url: url.value.href,
      ...(options.caFile === undefined ? {} : { caFile: realpathSync(options.caFile) }),
      serverId: answer.value.serverId,
      hostName,
      consoleKey: answer.value.consoleKey,
      allowedSites: answer.value.allowedSites,
      ...chosen,
      ...(options.probeUrl === undefined ? {} : { probeUrl: options.probeUrl }),
    });
  } catch (error) {
    return writeError(error, folder.settings);
  }
  return ok(await report(answer.value, keys, hostName));
}

async function prepareState(
  root: string,
  env: NodeJS.ProcessEnv,
): Promise<Result<{ keys: AgentKeys; folder: StateFolder }>> {
  const folder = stateFolder(root);
  const existing = loadSettings(folder.settings);
  if (!existing.ok) return existing;
  if (existing.value)
    return fail(
      "already-exists",
      `This agent is enrolled already (${existing.value.url}). To enrol it anew, name another --state-dir or move ${root} away.`,
    );
  // New keys for each try: those of a try that failed half-way may be known to the console under another name.
  const keys = makeKeys();
  try {
    const secured = await secureStateFolder(folder, env);
    if (!secured.ok) return secured;
    for (const path of subfolders(folder)) makePrivateFolder(path);
    saveKeys(folder.keys, keys);
  } catch (error) {
    return writeError(error, root);
  }
  return ok({ keys, folder });
}

async function report(
  { state, serverId, allowedSites }: EnrolmentAnswer,
  keys: AgentKeys,
  hostName: string,
): Promise<string> {
  const fingerprint = groupFingerprint(await keyFingerprint(publicSigningKey(keys)));
  const sites =
    allowedSites.length === 0
      ? "all sites"
      : allowedSites.map((name) => name || "the server level").join(", ");
  const next =
    state === "approved"
      ? "The console approved it at once: its token carries the approval."
      : "Compare the fingerprint with the one that the console shows, and approve the server there.";
  return [
    `Enrolled ${hostName} for ${sites} (server ${serverId}).`,
    "",
    "Fingerprint of this agent:",
    `  ${fingerprint}`,
    "",
    next,
    "",
  ].join("\n");
}

function resolveFile(path: string): Result<string> {
  try {
    return ok(realpathSync(path));
  } catch (error) {
    return readError(error, path);
  }
}

function readText(path: string): Result<string> {
  try {
    return ok(readFileSync(path, "utf8"));
  } catch (error) {
    return readError(error, path);
  }
}
