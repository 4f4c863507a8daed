import { createInterface } from "node:readline/promises";
import { type Command, parseCommand, USAGE } from "@/agent/args";
import { runEnroll } from "@/agent/commands/enroll";
import { runAgent } from "@/agent/commands/run";
import { describeStatus } from "@/agent/commands/status";
import { createLog } from "@/agent/log";
import { dropWebCryptoWarning } from "@/agent/quiet-warnings";
import { ok, type Result } from "@/lib/errors";

dropWebCryptoWarning();
// Nothing that this program makes is anyone else's to read.
process.umask(0o077);

const command = parseCommand(process.argv.slice(2));
if (!command.ok) {
  process.stderr.write(`${command.error.message}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  const done = await execute(command.value);
  if (!done.ok) {
    process.stderr.write(`${done.error.code}: ${done.error.message}\n`);
    process.exitCode = 1;
  } else {
    process.stdout.write(done.value);
  }
}

async function execute(given: Command): Promise<Result<string>> {
  switch (given.name) {
    case "help":
      return ok(USAGE);
    case "status":
      return describeStatus(given.stateDir);
    case "enroll": {
      const token = given.token ?? process.env.CERTMAP_TOKEN ?? (await askForToken());
      // Standard output is for the person who enrols: the log of this command goes beside it.
      const log = createLog((line) => process.stderr.write(line));
      return runEnroll({ ...given.options, token: token.trim() }, process.env, log);
    }
    case "run": {
      const stop = new AbortController();
      for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop.abort());
      const log = createLog((line) => process.stdout.write(line));
      const ran = await runAgent(given.stateDir, process.env, log, stop.signal);
      if (!ran.ok) log.error("not-started", { code: ran.error.code, message: ran.error.message });
      return ran.ok ? ok("") : ran;
    }
  }
}

async function askForToken(): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question("Enrolment token: ");
  } finally {
    lines.close();
  }
}
