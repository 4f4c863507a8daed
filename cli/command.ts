import type { Arguments } from "@/cli/arguments";
import type { Inputs } from "@/cli/inputs";
import type { Io } from "@/cli/io";
import type { Result } from "@/lib/errors";

/** What a command prints: a JSON value, or a text as it is. `code` 1 says that the answer is no; 3 that it is not known yet. */
export type Output = { json: unknown; code?: 0 | 1 | 3 } | { text: string; code?: 0 | 1 };

export interface Command {
  /** How to call it, for the usage text. */
  usage: string;
  summary: string;
  /** Names of options, each with whether it takes a value. */
  options: Readonly<Record<string, "value" | "flag">>;
  /** How many operands it takes. */
  operands: readonly [least: number, most: number];
  run(given: Arguments, inputs: Inputs, io: Io): Promise<Result<Output>>;
}
