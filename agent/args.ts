import { parseArgs } from "node:util";
import type { EnrolOptions } from "@/agent/commands/enroll";
import { fail, ok, type Result } from "@/lib/errors";
import { PASSWORD_HANDLINGS } from "@/lib/iis/password-handling";

export const USAGE = `certmap-agent: pulls this server's client-certificate configuration from a Certmap console.

  certmap-agent enroll --url URL --console-key FINGERPRINT --config-file PATH [options]
  certmap-agent run    [--state-dir DIR]
  certmap-agent status [--state-dir DIR]

Options of enroll:
  --backend config-file   The only one so far, and the default.
  --config-file PATH      The applicationHost.config to keep.
  --passwords HOW         Passwords that the file does not hold yet: refuse (default), omit, clear or sample.
  --token TOKEN           Better given as CERTMAP_TOKEN, or typed when asked for: arguments are seen by other users.
  --state-dir DIR         Keys, settings, journal and backups. Default: ${defaultStateDir()}
  --host-name NAME        Default: this host's name. The token is for one host name.
  --ca-file PEM           Certificate of the authority that the console's https certificate comes from.

HTTPS_PROXY and NO_PROXY are honoured.
`;

function defaultStateDir(): string {
  return process.platform === "win32" ? "C:\\ProgramData\\Certmap\\agent" : "/var/lib/certmap-agent";
}

export type Command =
  | { name: "help" }
  | { name: "enroll"; options: Omit<EnrolOptions, "token">; token: string | undefined }
  | { name: "run" | "status"; stateDir: string };

/** Reads the command line. Error `invalid-input`. */
export function parseCommand(argv: readonly string[]): Result<Command> {
  const [name, ...args] = argv;
  if (name === undefined || name === "help" || name === "--help" || name === "-h")
    return ok({ name: "help" });
  try {
    if (name === "enroll") return enrollCommand(args);
    if (name === "run" || name === "status") {
      const { values } = parseArgs({ args, options: { "state-dir": { type: "string" } } });
      return ok({ name, stateDir: values["state-dir"] ?? defaultStateDir() });
    }
  } catch (error) {
    return fail(
      "invalid-input",
      error instanceof Error ? error.message : "The arguments cannot be understood.",
    );
  }
  return fail("invalid-input", `There is no command "${name}". Try enroll, run, status or help.`);
}

function enrollCommand(args: string[]): Result<Command> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args,
    options: {
      url: text,
      "console-key": text,
      token: text,
      backend: text,
      "config-file": text,
      passwords: text,
      "state-dir": text,
      "host-name": text,
      "ca-file": text,
    },
  });
  const { url, "console-key": consoleKey, "config-file": configFile } = values;
  if (url === undefined || consoleKey === undefined || configFile === undefined)
    return fail(
      "invalid-input",
      "enroll needs --url, --console-key and --config-file. Copy the command that the console shows.",
    );
  if ((values.backend ?? "config-file") !== "config-file")
    return fail("invalid-input", `There is no back end "${values.backend}". This agent has config-file.`);
  const passwordHandling = PASSWORD_HANDLINGS.find((handling) => handling === (values.passwords ?? "refuse"));
  if (passwordHandling === undefined)
    return fail("invalid-input", `--passwords takes ${PASSWORD_HANDLINGS.join(", ")}.`);
  return ok({
    name: "enroll",
    token: values.token,
    options: {
      url,
      consoleKey,
      configFile,
      passwordHandling,
      stateDir: values["state-dir"] ?? defaultStateDir(),
      hostName: values["host-name"],
      caFile: values["ca-file"],
    },
  });
}
