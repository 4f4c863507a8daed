import { spawn } from "node:child_process";
import { win32 } from "node:path";
import type { z } from "zod";
import type { PasswordKeys } from "@/agent/password-mark";
import { asciiJson } from "@/agent/windows/ascii-json";
import { envelopeSchema, type ScriptRequest } from "@/agent/windows/contract";
import { scriptError } from "@/agent/windows/script-errors";
import { readyScript } from "@/agent/windows/script-file";
import { fail, ok, type Result } from "@/lib/errors";

/** Runs a program once with a text on standard input. */
export type Spawn = (document: string, timeoutMs: number) => Promise<Result<Finished>>;

export interface Finished {
  stdout: string;
  /** Never logged and never told: only looked at for the one name that PowerShell does not translate. */
  stderr: string;
  exitCode: number | null;
  timedOut: boolean;
}

/** Asks the script one thing. The answer is checked; whatever else comes is an error, never a guess. */
export type Ask = <T extends z.ZodType>(request: ScriptRequest, answer: T) => Promise<Result<z.output<T>>>;

const MINUTE = 60_000;
/** Building chains asks revocation lists of other hosts; the script gives that a minute. */
const TIMEOUT: Record<ScriptRequest["operation"], number> = {
  read: 3 * MINUTE,
  facts: 5 * MINUTE,
  commit: 5 * MINUTE,
  restore: 5 * MINUTE,
  logon: 3 * MINUTE,
  probe: 3 * MINUTE,
};
const LARGEST_ANSWER = 256 * 1024 * 1024;

/** Errors: those of script-errors.ts. `script-lost` means that it is not known what the script did. */
export function createAsk(run: Spawn, keys: PasswordKeys): Ask {
  return async (request, answer) => {
    const finished = await run(asciiJson({ ...request, ...keys }), TIMEOUT[request.operation]);
    if (!finished.ok) return finished;
    const { stdout, stderr, timedOut, exitCode } = finished.value;
    if (timedOut) return lost("PowerShell did not answer in time.");
    const envelope = envelopeSchema.safeParse(parseJson(stdout));
    if (!envelope.success) {
      if (stderr.includes("PSSecurityException") || stderr.includes("UnauthorizedAccess"))
        return scriptError({ code: "script-policy" });
      return lost(`PowerShell ended with code ${exitCode ?? "none"} and no answer.`);
    }
    if (!envelope.data.ok) return scriptError(envelope.data);
    const value = answer.safeParse(envelope.data.value);
    if (value.success) return ok(value.data);
    const where = value.error.issues[0]?.path.join(".") || "the whole";
    return lost(`The answer of the script cannot be understood (${where}).`);
  };
}

function lost(message: string): Result<never> {
  return fail("script-lost", message);
}

/** A byte order mark or an empty line before the answer does no harm. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

/**
 * Windows PowerShell 5.1 in 64 bits, without anybody's profile. The command line holds the path of the script and nothing else. `Bypass` is
 * for this process alone, and a group policy outranks it.
 */
export function powerShell(programFolder: string): Spawn {
  return async (document, timeoutMs) => {
    const script = readyScript(programFolder);
    if (!script.ok) return script;
    const root = process.env.SystemRoot ?? "C:\\Windows";
    const program = win32.join(root, "System32", "WindowsPowerShell", "v1.0", "powershell.exe");
    const args = ["-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", script.value];
    return spawnOnce(program, args, document, timeoutMs);
  };
}

/** Exported for tests, which run another program by it. Error `script-not-started`. */
export function spawnOnce(
  program: string,
  args: readonly string[],
  document: string,
  timeoutMs: number,
): Promise<Result<Finished>> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { windowsHide: true, stdio: ["pipe", "pipe", "pipe"] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let size = 0;
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill("SIGKILL");
    }, timeoutMs);
    const take = (into: Buffer[]) => (chunk: Buffer) => {
      size += chunk.length;
      if (size > LARGEST_ANSWER) child.kill("SIGKILL");
      else into.push(chunk);
    };
    child.stdout.on("data", take(out));
    child.stderr.on("data", take(err));
    // A program that ends before it has read everything is judged by what it answered.
    child.stdin.on("error", () => undefined);
    child.on("error", () => {
      clearTimeout(timer);
      resolve(
        fail(
          "script-not-started",
          `${program} could not be started. Nothing was changed: is this a Windows server?`,
        ),
      );
    });
    child.on("close", (exitCode) => {
      clearTimeout(timer);
      const text = (parts: Buffer[]): string => Buffer.concat(parts).toString("latin1");
      resolve(ok({ stdout: text(out), stderr: text(err), exitCode, timedOut }));
    });
    child.stdin.end(document);
  });
}
