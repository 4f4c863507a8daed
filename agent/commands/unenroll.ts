import { readdirSync, rmdirSync, rmSync } from "node:fs";
import { begin } from "@/agent/begin";
import { type Done, EXIT } from "@/agent/exit-codes";
import { writeError } from "@/agent/file-error";
import type { Log } from "@/agent/log";
import { sendResults } from "@/agent/poller";
import { type StateFolder, stateFolder } from "@/agent/state/folder";
import { requireSettings } from "@/agent/state/settings";
import { PROTOCOL_VERSION } from "@/lib/agent-api/protocol";
import { ok, type Result } from "@/lib/errors";

export interface UnenrollOptions {
  stateDir: string;
  purge: boolean;
  /** Asks the person; true goes on. */
  confirm: (question: string) => Promise<boolean>;
}

/** The console knows already that this agent is gone. */
const GONE: readonly string[] = ["agent-revoked", "agent-unknown"];

/**
 * Leaves the console and removes what makes this host an agent of it. The server's configuration stays as it is; the backups
 * stay unless `purge`, like what a person wrote (agent.json) and the logs. Errors: `agent-not-enrolled`, `agent-already-running`.
 */
export async function runUnenroll(
  options: UnenrollOptions,
  env: NodeJS.ProcessEnv,
  log: Log,
): Promise<Result<Done>> {
  const { purge, stateDir } = options;
  const settings = requireSettings(stateFolder(stateDir).settings);
  if (!settings.ok) return settings;
  const { hostName, url } = settings.value;
  const backups = purge ? "the backups with them" : "not the backups";
  const question = `${hostName} leaves ${url}. Its keys, settings and journal in ${stateDir} are removed, ${backups}. The server's configuration stays as it is. Go on?`;
  if (!(await options.confirm(question))) return ok({ text: "Nothing was changed.\n", exitCode: EXIT.error });
  const begun = await begin(stateDir, env, log);
  if (!begun.ok) return begun;
  const { context, folder, instance } = begun.value;
  await sendResults(context);
  const told = await context.api.unenrol({ protocol: PROTOCOL_VERSION, ...instance });
  try {
    removeState(folder, purge);
  } catch (error) {
    return writeError(error, stateDir);
  }
  const lines = [`${hostName} is no longer an agent of ${url}.`];
  if (!told.ok && !GONE.includes(told.error.code))
    lines.push(`The console could not be told (${told.error.code}): revoke ${hostName} on its Servers page.`);
  if (!purge) lines.push(`The backups stay in ${folder.backups}.`);
  return ok({ text: `${lines.join("\n")}\n`, exitCode: EXIT.done });
}

/** The keys first. Removes only what the agent made: the folder itself when nothing else is in it. */
function removeState(folder: StateFolder, purge: boolean): void {
  const {
    backups,
    bundles,
    contact,
    epoch,
    journal,
    keys,
    logs,
    outbox,
    preferences,
    root,
    settings,
    targets,
    windows,
  } = folder;
  const own = [keys, settings, epoch, journal, contact, outbox, targets, bundles, windows];
  for (const path of purge ? [...own, backups, logs, preferences] : own)
    rmSync(path, { recursive: true, force: true });
  if (readdirSync(root).length === 0) rmdirSync(root);
}
