import type { z } from "zod";
import type { Arguments } from "@/cli/arguments";
import type { Inputs } from "@/cli/inputs";
import type { Io } from "@/cli/io";
import { problemSchema } from "@/lib/api/problem";
import { parseConsoleUrl } from "@/lib/console-url";
import { ERRORS, type ErrorCode, fail, ok, type Result } from "@/lib/errors";

/** How a command finds the console and proves who it is. */
export const REMOTE_USAGE = "[--url URL] [--token-file FILE]";
export const REMOTE_OPTIONS = { url: "value", token: "value", "token-file": "value" } as const;

interface Question {
  method?: "GET" | "POST" | "PUT";
  body?: unknown;
  /** The version that was seen, for If-Match. */
  version?: number;
}

const MOST_TRIES = 4;
const LONGEST_WAIT_S = 60;

/** A console that is asked over its public API with an API token. */
export class Remote {
  readonly #io: Io;
  readonly #url: URL;
  readonly #token: string;

  private constructor(io: Io, url: URL, token: string) {
    this.#io = io;
    this.#url = url;
    this.#token = token;
  }

  /**
   * `--url`, else CERTMAP_URL; the token from `--token-file` (`-` is standard input), `--token -`, else CERTMAP_TOKEN. Never from the command
   * line itself, which every user of the machine can read. Errors: `usage`, `console-url-refused`, `input-unreadable`.
   */
  static async open(given: Arguments, inputs: Inputs, io: Io): Promise<Result<Remote>> {
    const address = given.values.get("url") ?? io.setting("CERTMAP_URL");
    if (!address) return fail("usage", "Name the console with --url https://... or in CERTMAP_URL.");
    const url = parseConsoleUrl(address);
    if (!url.ok) return url;
    const token = await readToken(given, inputs, io);
    return token.ok ? ok(new Remote(io, url.value, token.value)) : token;
  }

  /** The answer as its schema says; undefined where there is none. Errors: the console's own, `console-unreachable`, `console-answer-malformed`. */
  async ask<Schema extends z.ZodType>(
    schema: Schema,
    path: string,
    question: Question = {},
  ): Promise<Result<z.output<Schema>>> {
    const text = await this.text(path, question);
    if (!text.ok) return text;
    const answer = schema.safeParse(jsonOf(text.value));
    return answer.success
      ? ok(answer.data)
      : fail(
          "console-answer-malformed",
          `The console's answer to ${path} is not understood. Is it of another version than this program?`,
        );
  }

  /** The whole answer; one that breaks off is none. Errors as of `ask`. */
  async text(path: string, { method = "GET", body, version }: Question = {}): Promise<Result<string>> {
    const headers = {
      authorization: `Bearer ${this.#token}`,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(version !== undefined && { "if-match": `"${version}"` }),
    };
    const init = {
      ...{ method, headers, redirect: "error" as const },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    const target = `${this.#url.href.replace(/\/$/, "")}${path}`;
    for (let tries = 1; ; tries++) {
      try {
        const response = await this.#io.fetch(target, init);
        const text = await response.text();
        if (response.ok) return ok(text);
        const wait = Number(response.headers.get("retry-after"));
        // Refused before anything was done, so the same may be asked again.
        if (response.status !== 429 || tries === MOST_TRIES || !(wait > 0 && wait <= LONGEST_WAIT_S))
          return refusal(response.status, text);
        await this.#io.wait(wait * 1000);
      } catch (error) {
        return fail("console-unreachable", `${this.#url.origin} does not answer: ${causeOf(error)}.`);
      }
    }
  }
}

async function readToken(given: Arguments, inputs: Inputs, io: Io): Promise<Result<string>> {
  const [word, file] = [given.values.get("token"), given.values.get("token-file")];
  if (word !== undefined && word !== "-")
    return fail(
      "usage",
      "A token on the command line can be read by others on this machine. Give it in CERTMAP_TOKEN, with --token-file FILE, or on standard input with --token -. If that was a real one, revoke it.",
    );
  if (word !== undefined && file !== undefined)
    return fail("usage", "Give --token or --token-file, not both.");
  const path = file ?? word;
  if (path === undefined) {
    const token = io.setting("CERTMAP_TOKEN");
    return token
      ? checked(token, "CERTMAP_TOKEN")
      : fail("usage", "Give an API token in CERTMAP_TOKEN or with --token-file FILE.");
  }
  const bytes = await inputs.bytes(path);
  return bytes.ok
    ? checked(new TextDecoder().decode(bytes.value), path === "-" ? "Standard input" : path)
    : bytes;
}

/** The form is looked at here, so that a wrong file is not sent to anybody. */
function checked(text: string, where: string): Result<string> {
  const token = text.trim();
  return /^certmap_[A-Za-z0-9_-]{43}$/.test(token)
    ? ok(token)
    : fail("usage", `${where} holds no API token of Certmap: it begins with certmap_ and has 51 characters.`);
}

function refusal(status: number, text: string): Result<never> {
  const problem = problemSchema.safeParse(jsonOf(text));
  if (!problem.success)
    return fail(
      "console-answer-malformed",
      `The answer has status ${status} and is not the console's. Is --url right?`,
    );
  const { code, detail, field, line, column } = problem.data;
  const where = {
    ...(field !== undefined && { field }),
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
  };
  return isCode(code) ? fail(code, detail, where) : fail("console-answer-malformed", `${code}: ${detail}`);
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}

function jsonOf(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What went wrong below fetch, which itself only says "fetch failed". */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
