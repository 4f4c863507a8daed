import { readEpoch } from "@/agent/state/epoch";
import { stateFolder } from "@/agent/state/folder";
import { loadKeys, publicSigningKey } from "@/agent/state/keys";
import { lockStateFolder } from "@/agent/state/lock";
import { openOutbox } from "@/agent/state/outbox";
import { requireSettings } from "@/agent/state/settings";
import { openTargets } from "@/agent/state/targets";
import { groupFingerprint, keyFingerprint } from "@/lib/agent-api/keys";
import { ok, type Result } from "@/lib/errors";

/** What this agent is, and what it did last, for a person at the host. */
export async function describeStatus(stateDir: string): Promise<Result<string>> {
  const folder = stateFolder(stateDir);
  const settings = requireSettings(folder.settings);
  if (!settings.ok) return settings;
  const keys = loadKeys(folder.keys);
  if (!keys.ok) return keys;
  const epoch = readEpoch(folder.epoch);
  if (!epoch.ok) return epoch;
  const { url, serverId, hostName, allowedSites, configFile, passwordHandling } = settings.value;
  const running = !(await lockStateFolder(folder.root)).ok;
  const lines = [
    `Host             ${hostName} (server ${serverId})`,
    `Console          ${url}`,
    `Fingerprint      ${groupFingerprint(await keyFingerprint(publicSigningKey(keys.value)))}`,
    `Running          ${running ? "yes" : "no"} (started ${epoch.value} times)`,
    `File             ${configFile}`,
    `New passwords    ${passwordHandling}`,
    `Sites            ${allowedSites.length === 0 ? "all" : allowedSites.map((name) => name || "(server level)").join(", ")}`,
    `Results unsent   ${openOutbox(folder.outbox).pending().length}`,
  ];
  for (const { scope, generation, sequence, lastResult } of openTargets(folder.targets).all()) {
    const { outcome, code } = lastResult?.result ?? {};
    const last = outcome === undefined ? "no result" : code === undefined ? outcome : `${outcome} (${code})`;
    lines.push(`Last apply       ${scope || "(server level)"}: bundle ${generation}.${sequence}, ${last}`);
  }
  return ok(`${lines.join("\n")}\n`);
}
