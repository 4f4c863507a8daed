import type { Command } from "@/cli/command";
import { fail, ok, type Result } from "@/lib/errors";

export interface Arguments {
  operands: string[];
  /** Values by option; "" is a value too (the server's scope). */
  values: ReadonlyMap<string, string>;
  flags: ReadonlySet<string>;
}

/**
 * Reads what stands behind the command. Options may stand anywhere, as `--name value` or `--name=value`; `--` ends them.
 * Error `usage`.
 */
export function readArguments(argv: readonly string[], command: Command): Result<Arguments> {
  const operands: string[] = [];
  const values = new Map<string, string>();
  const flags = new Set<string>();
  const rest = [...argv];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "--") {
      operands.push(...rest.splice(0));
      break;
    }
    if (!word.startsWith("--")) {
      operands.push(word);
      continue;
    }
    const [, name = "", inline] = /^--([^=]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
    const kind = Object.hasOwn(command.options, name) ? command.options[name] : undefined;
    if (!kind) return fail("usage", `There is no option --${name} here. Usage: ${command.usage}`);
    if (values.has(name) || flags.has(name)) return fail("usage", `--${name} is given twice.`);
    if (kind === "flag") {
      if (inline !== undefined) return fail("usage", `--${name} takes no value.`);
      flags.add(name);
      continue;
    }
    const value = inline ?? rest.shift();
    if (value === undefined) return fail("usage", `--${name} needs a value. Usage: ${command.usage}`);
    values.set(name, value);
  }
  const [least, most] = command.operands;
  if (operands.length < least || operands.length > most) return fail("usage", `Usage: ${command.usage}`);
  return ok({ operands, values, flags });
}

/** An option that the command cannot do without. */
export function requiredValue(
  given: Arguments,
  name: string,
  command: Pick<Command, "usage">,
): Result<string> {
  const value = given.values.get(name);
  return value === undefined ? fail("usage", `--${name} is missing. Usage: ${command.usage}`) : ok(value);
}
