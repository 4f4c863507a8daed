import { randomUUID } from "node:crypto";
import { recoverJobs } from "@/agent/apply/recover";
import { createApproval } from "@/agent/approval";
import { createExclusive } from "@/agent/exclusive";
import type { Log } from "@/agent/log";
import { openContext } from "@/agent/open-context";
import type { PollerOptions } from "@/agent/poller";
import { createReporter } from "@/agent/reporter";
import { openContact } from "@/agent/state/contact";
import { sweepTemporaries } from "@/agent/state/durable";
import { raiseEpoch } from "@/agent/state/epoch";
import { type StateFolder, stateFolder, subfolders } from "@/agent/state/folder";
import { lockStateFolder } from "@/agent/state/lock";
import { requireSettings } from "@/agent/state/settings";
import { AGENT_VERSION } from "@/agent/version";
import { ok, type Result } from "@/lib/errors";

/** A start of this agent: alone on its state folder, with an epoch of its own. */
export interface Begun extends PollerOptions {
  folder: StateFolder;
}

/**
 * Takes the state folder, raises the epoch, and finds out what became of the jobs of a run that was killed.
 * Errors: those of `openContext`, `agent-already-running`.
 */
export async function begin(stateDir: string, env: NodeJS.ProcessEnv, log: Log): Promise<Result<Begun>> {
  const enrolled = requireSettings(stateFolder(stateDir).settings);
  if (!enrolled.ok) return enrolled;
  const locked = await lockStateFolder(stateDir);
  if (!locked.ok) return locked;
  const opened = await openContext(stateDir, env, log);
  if (!opened.ok) return opened;
  const { clock, context, folder } = opened.value;
  const epoch = raiseEpoch(folder.epoch);
  if (!epoch.ok) return epoch;
  const instance = { instanceId: randomUUID(), epoch: epoch.value };
  const { api, backEnd, pace, settings } = context;
  log.info("started", {
    version: AGENT_VERSION,
    ...instance,
    serverId: settings.serverId,
    console: settings.url,
  });
  const folders = [folder.root, ...subfolders(folder)];
  const swept = [...folders.flatMap((path) => sweepTemporaries(path)), ...(await backEnd.sweep())];
  if (swept.length > 0) log.warn("leftovers-removed", { files: swept });
  await recoverJobs(context);
  const exclusive = createExclusive();
  const approval = createApproval(log);
  const { allowedSites } = settings;
  const reporter = createReporter({ approval, instance, allowedSites, api, backEnd, exclusive, pace, log });
  const contact = openContact(folder.contact);
  return ok({
    folder,
    approval,
    context,
    instance,
    reporter,
    exclusive,
    contact,
    clockSkewMs: clock.skewMs,
  });
}
