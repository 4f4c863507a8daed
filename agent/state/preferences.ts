import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { z } from "zod";
import { errnoOf, readError } from "@/agent/file-error";
import { fail, ok, type Result } from "@/lib/errors";

const proxy = z.union([
  z.literal("none"),
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && new URL(text).protocol === "http:",
      "must be http://host:port, or none",
    ),
]);

/** `agent.json`: what an administrator of this host may set by hand. Nothing of it is agreed with the console. */
const preferencesSchema = z.strictObject({
  logLevel: z.enum(["info", "warn", "error"]).default("info"),
  /** Absolute, or below the state folder; "none": no file. */
  logFile: z.string().min(1).optional(),
  /** Bytes of one log file before the next begins. */
  logFileBytes: z.number().int().min(10_000).max(1_000_000_000).default(10_000_000),
  /** How many are kept, the one being written included. */
  logFiles: z.number().int().min(1).max(100).default(5),
  /** Whether starts, stops, warnings and errors go to the Windows event log too. */
  eventLog: z.boolean().default(true),
  /** In the place of HTTPS_PROXY. */
  proxy: proxy.optional(),
  /** In the place of NO_PROXY. */
  noProxy: z.string().optional(),
  /** In the place of the --ca-file of the enrolment. */
  caFile: z.string().min(1).optional(),
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** Without a file everything is as usual; with a wrong one nothing is guessed. Errors: `invalid-input`, `file-unreadable`. */
export function loadPreferences(path: string): Result<Preferences> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    return errnoOf(error) === "ENOENT" ? ok(preferencesSchema.parse({})) : readError(error, path);
  }
  // Editors on Windows put a mark before the text.
  const parsed = preferencesSchema.safeParse(parseJson(text.replace(/^\uFEFF/, "")));
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const where = issue?.path.join(".") ?? "";
  return fail(
    "invalid-input",
    `${path} cannot be understood: ${where === "" ? "" : `${where}: `}${issue?.message ?? "it is not JSON"}. Correct it or move it away.`,
  );
}

/** Undefined: no log file. */
export function logFileOf(
  { logFile }: Preferences,
  root: string,
  platform: NodeJS.Platform,
): string | undefined {
  // Nobody keeps the standard output of a task of Windows.
  const file = logFile ?? (platform === "win32" ? join("logs", "agent.jsonl") : "none");
  if (file === "none") return undefined;
  return isAbsolute(file) ? file : join(root, file);
}

/** The environment with the proxy that this host's file names. */
export function withProxy(
  { proxy: chosen, noProxy }: Preferences,
  env: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const { HTTPS_PROXY, https_proxy, NO_PROXY, no_proxy, ...others } = env;
  const https = chosen === "none" ? undefined : (chosen ?? HTTPS_PROXY ?? https_proxy);
  const except = noProxy ?? NO_PROXY ?? no_proxy;
  return {
    ...others,
    ...(https === undefined ? {} : { HTTPS_PROXY: https }),
    ...(except === undefined ? {} : { NO_PROXY: except }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
