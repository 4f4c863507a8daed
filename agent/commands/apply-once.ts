import { begin } from "@/agent/begin";
import { type Done, EXIT } from "@/agent/exit-codes";
import type { Log } from "@/agent/log";
import { round } from "@/agent/poller";
import type { Letter } from "@/agent/state/outbox";
import { ok, type Result } from "@/lib/errors";

/**
 * One round: asks the console for work, which holds the question for up to half a minute, does at most one job, reports, and
 * ends. Results of an earlier run that were not sent yet are told too. Errors: those of `begin`, and the console's.
 */
export async function applyOnce(
  stateDir: string,
  env: NodeJS.ProcessEnv,
  log: Log,
  signal: AbortSignal,
): Promise<Result<Done>> {
  const begun = await begin(stateDir, env, log);
  if (!begun.ok) return begun;
  const { approval, context, contact, reporter } = begun.value;
  const { outbox } = context;
  // Those of an earlier run, and what this round adds.
  const letters = outbox.pending();
  const put = (letter: Letter): Result<void> => {
    letters.push(letter);
    return outbox.put(letter);
  };
  const error = await round({ ...begun.value, context: { ...context, outbox: { ...outbox, put } } }, signal);
  contact.note(error?.code);
  if (error) return { ok: false, error };
  if (letters.length === 0) await reporter.once();
  if (letters.length === 0 && approval.approved === false)
    return ok({
      text: "The console has not approved this agent. Nothing was done.\n",
      exitCode: EXIT.notApproved,
    });
  if (letters.length === 0)
    return ok({ text: "The console has no push for this host.\n", exitCode: EXIT.done });
  const lines = letters.map(describe);
  if (outbox.pending().length > 0)
    lines.push("The console does not have the result yet. The next run or apply sends it.");
  return ok({ text: `${lines.join("\n")}\n`, exitCode: worst(letters) });
}

function describe({ jobId, result: { code, message, outcome, warnings } }: Letter): string {
  const why = message === undefined ? "" : `: ${code}: ${message}`;
  return [`Job ${jobId}: ${outcome}${why}`, ...warnings.map((warning) => `  Warning: ${warning}`)].join("\n");
}

function worst(letters: readonly Letter[]): Done["exitCode"] {
  const outcomes = letters.map(({ result }) => result.outcome);
  if (outcomes.includes("failed")) return EXIT.refused;
  return outcomes.includes("undone") ? EXIT.undone : EXIT.done;
}
