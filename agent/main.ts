import { createInterface } from "node:readline/promises";
import { type Command, parseCommand, USAGE } from "@/agent/args";
import { applyOnce } from "@/agent/commands/apply-once";
import { runEnroll } from "@/agent/commands/enroll";
import { describePlan } from "@/agent/commands/plan";
import { runAgent } from "@/agent/commands/run";
import { runService } from "@/agent/commands/service";
import { describeStatus } from "@/agent/commands/status";
import { runUnenroll } from "@/agent/commands/unenroll";
import { type Done, EXIT } from "@/agent/exit-codes";
import { createLog, type Log } from "@/agent/log";
import { dropWebCryptoWarning } from "@/agent/quiet-warnings";
import { createRunLog } from "@/agent/run-log";
import { stateFolder } from "@/agent/state/folder";
import { loadPreferences } from "@/agent/state/preferences";
import { ok, type Result } from "@/lib/errors";

dropWebCryptoWarning();
// Nothing that this program makes is anyone else's to read.
process.umask(0o077);
void main();

async function main(): Promise<void> {
  const command = parseCommand(process.argv.slice(2));
  if (!command.ok) {
    process.stderr.write(`${command.error.message}\n\n${USAGE}`);
    process.exitCode = EXIT.usage;
    return;
  }
  const done = await execute(command.value);
  if (done.ok) {
    process.stdout.write(done.value.text);
    process.exitCode = done.value.exitCode;
  } else {
    process.stderr.write(`${done.error.code}: ${done.error.message}\n`);
    process.exitCode = EXIT.error;
  }
}

async function execute(given: Command): Promise<Result<Done>> {
  const { env } = process;
  switch (given.name) {
    case "help":
      return ok({ text: USAGE, exitCode: EXIT.done });
    case "status":
      return told(await describeStatus(given.stateDir, env));
    case "plan":
      return describePlan(given.stateDir, env, besideTheAnswer());
    case "apply":
      return applyOnce(given.stateDir, env, besideTheAnswer(), stopSignal());
    case "unenroll": {
      const confirm = async (question: string): Promise<boolean> =>
        given.yes || /^y(es)?$/i.test((await ask(`${question} [y/N] `)).trim());
      return runUnenroll({ ...given, confirm }, env, besideTheAnswer());
    }
    case "enroll": {
      const token = given.token ?? env.CERTMAP_TOKEN ?? (await ask("Enrolment token: "));
      return told(await runEnroll({ ...given.options, token: token.trim() }, env, besideTheAnswer()));
    }
    case "service":
      return runService(given, env, (line) => process.stderr.write(`${line}\n`));
    case "run": {
      const { preferences: path } = stateFolder(given.stateDir);
      const preferences = loadPreferences(path);
      if (!preferences.ok) return preferences;
      // A reader that went away must not end the agent.
      process.stdout.on("error", () => undefined);
      const log = createRunLog(preferences.value, given.stateDir, (line) => process.stdout.write(line));
      const ran = await runAgent(given.stateDir, env, log, stopSignal());
      if (!ran.ok) log.error("not-started", { code: ran.error.code, message: ran.error.message });
      return ran.ok ? ok({ text: "", exitCode: EXIT.done }) : ran;
    }
  }
}

function told(text: Result<string>): Result<Done> {
  return text.ok ? ok({ text: text.value, exitCode: EXIT.done }) : text;
}

/** Standard output is for the person who typed the command. */
function besideTheAnswer(): Log {
  return createLog((line) => process.stderr.write(line));
}

function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}

/** The end of the input is an empty answer. */
async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const over = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  try {
    return await Promise.race([lines.question(question), over]);
  } finally {
    lines.close();
  }
}
