import { begin } from "@/agent/begin";
import type { Log } from "@/agent/log";
import { pollForEver } from "@/agent/poller";
import { ok, type Result } from "@/lib/errors";

/** Serves the console until the signal. Returns early only when this host's own state does not let it begin. */
export async function runAgent(
  stateDir: string,
  env: NodeJS.ProcessEnv,
  log: Log,
  signal: AbortSignal,
): Promise<Result<void>> {
  const begun = await begin(stateDir, env, log);
  if (!begun.ok) return begun;
  await Promise.all([begun.value.reporter.run(signal), pollForEver(begun.value, signal)]);
  log.info("stopped", {});
  return ok(undefined);
}
