import { describeService } from "@/agent/commands/service";
import { describeReach } from "@/agent/console/reach";
import { createLog } from "@/agent/log";
import { openContext } from "@/agent/open-context";
import { readContact } from "@/agent/state/contact";
import { readEpoch } from "@/agent/state/epoch";
import { publicSigningKey } from "@/agent/state/keys";
import { isRunning } from "@/agent/state/lock";
import { logFileOf } from "@/agent/state/preferences";
import { AGENT_VERSION } from "@/agent/version";
import { groupFingerprint, keyFingerprint } from "@/lib/agent-api/keys";
import { ok, type Result } from "@/lib/errors";

/** What this agent is, whether the console answers, and what it did last, for a person at the host. */
export async function describeStatus(stateDir: string, env: NodeJS.ProcessEnv): Promise<Result<string>> {
  const opened = await openContext(
    stateDir,
    env,
    createLog(() => undefined),
  );
  if (!opened.ok) return opened;
  const { basePath, context, folder, preferences, transport } = opened.value;
  const epoch = readEpoch(folder.epoch);
  if (!epoch.ok) return epoch;
  const { url, serverId, hostName, allowedSites, configFile, passwordHandling } = context.settings;
  const running = await isRunning(folder.root);
  const lines = [
    `Version          ${AGENT_VERSION}`,
    `Host             ${hostName} (server ${serverId})`,
    `Console          ${url}`,
    `                 ${await describeReach(transport, basePath)}`,
    `Last contact     ${describeContact(folder.contact)}`,
    `Fingerprint      ${groupFingerprint(await keyFingerprint(publicSigningKey(context.keys)))}`,
    `Running          ${running ? "yes" : "no"} (started ${epoch.value} times)`,
    `Log file         ${logFileOf(preferences, folder.root, process.platform) ?? "none: standard output only"}`,
    `Service          ${await describeService(process.platform)}`,
    `File             ${configFile ?? "that of IIS (back end windows)"}`,
    `New passwords    ${passwordHandling}`,
    `Sites            ${allowedSites.length === 0 ? "all" : allowedSites.map((name) => name || "(server level)").join(", ")}`,
    `Results unsent   ${context.outbox.pending().length}`,
  ];
  for (const { scope, generation, sequence, lastResult } of context.targets.all()) {
    const { outcome, code } = lastResult?.result ?? {};
    const last = outcome === undefined ? "no result" : code === undefined ? outcome : `${outcome} (${code})`;
    lines.push(`Last apply       ${scope || "(server level)"}: bundle ${generation}.${sequence}, ${last}`);
  }
  return ok(`${lines.join("\n")}\n`);
}

function describeContact(path: string): string {
  const contact = readContact(path);
  if (!contact.ok) return contact.error.message;
  const { failed, lastAnswerAt } = contact.value ?? {};
  const answered = lastAnswerAt === undefined ? "none yet" : `${lastAnswerAt}, answered`;
  return failed === undefined ? answered : `${failed.at}, ${failed.code}; before that ${answered}`;
}
