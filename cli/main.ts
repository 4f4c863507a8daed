import { readArguments } from "@/cli/arguments";
import type { Command, Output } from "@/cli/command";
import { access } from "@/cli/commands/access";
import { apply } from "@/cli/commands/apply";
import { audit } from "@/cli/commands/audit";
import { exportConfigs } from "@/cli/commands/export";
import { blob, inspect } from "@/cli/commands/inspect";
import { diff, explain, lint, resolve } from "@/cli/commands/judge";
import { publish } from "@/cli/commands/publish";
import { push } from "@/cli/commands/push";
import { importConfig, scopes } from "@/cli/commands/read-file";
import { render } from "@/cli/commands/render";
import { Inputs } from "@/cli/inputs";
import type { Io } from "@/cli/io";
import { type CodedError, fail, type Result } from "@/lib/errors";

export const COMMANDS: Readonly<Record<string, Command>> = {
  inspect,
  blob,
  scopes,
  import: importConfig,
  render,
  apply,
  resolve,
  diff,
  lint,
  explain,
  audit,
  export: exportConfigs,
  access,
  publish,
  push,
};

/** Runs one command line and answers the exit code: 0, 1 (the answer is no, or an error), 2 (usage), 3 (not over in time). */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name = "", ...rest] = argv;
  if (["help", "--help", "-h"].includes(name) || rest.includes("--help")) {
    io.stdout(helpOf(Object.hasOwn(COMMANDS, name) ? name : undefined));
    return 0;
  }
  const result = await run(name, rest, io);
  if (!result.ok) return report(result.error, io);
  const { value } = result;
  io.stdout("text" in value ? value.text : `${JSON.stringify(value.json, null, 2)}\n`);
  return value.code ?? 0;
}

async function run(name: string, rest: readonly string[], io: Io): Promise<Result<Output>> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    const known = Object.keys(COMMANDS).join(", ");
    return fail(
      "usage",
      name === "" ? `Name a command: ${known}.` : `There is no command "${name}". Known: ${known}.`,
    );
  }
  const given = readArguments(rest, command);
  return given.ok ? command.run(given.value, new Inputs(io), io) : given;
}

function report(error: CodedError, io: Io): number {
  io.stderr(`${JSON.stringify(error)}\n`);
  return error.code === "usage" ? 2 : 1;
}

function helpOf(name: string | undefined): string {
  const shown = Object.entries(COMMANDS).filter(([key]) => name === undefined || key === name);
  const lines = shown.flatMap(([, { usage, summary }]) => [usage, `    ${summary}.`]);
  if (name === undefined)
    lines.push(
      "",
      "Any input may be - for standard input. Answers are JSON on standard output unless said otherwise; an error is one",
      "JSON object on standard error. Exit code 0; 1: the answer is no; 2: the command line is not understood.",
      "Commands with --url ask a console (also CERTMAP_URL), with an API token in CERTMAP_TOKEN, a --token-file, or --token - for",
      "standard input. A token is never an argument: others on the machine could read it.",
    );
  return `${lines.join("\n")}\n`;
}
