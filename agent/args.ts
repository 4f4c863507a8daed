import { parseArgs } from "node:util";
import type { EnrolOptions } from "@/agent/commands/enroll";
import type { ServiceOptions } from "@/agent/commands/service";
import { fail, ok, type Result } from "@/lib/errors";
import { PASSWORD_HANDLINGS } from "@/lib/iis/password-handling";

export const USAGE = `certmap-agent: pulls this server's client-certificate configuration from a Certmap console.

  certmap-agent enroll --url URL --console-key FINGERPRINT --backend windows [options]
  certmap-agent enroll --url URL --console-key FINGERPRINT --config-file PATH [options]
  certmap-agent run          Serves the console until it is stopped.
  certmap-agent apply --once One round by hand: takes at most one job, reports, ends.
  certmap-agent plan         What the console's last push would change here now. Reads only.
  certmap-agent status       Who this agent is, whether it runs, what it did last.
  certmap-agent service install|uninstall   Starts the agent with this host, or no more. [--dry-run]
  certmap-agent unenroll     Leaves the console and removes keys and settings. [--yes] [--purge]

Options of enroll:
  --backend NAME          windows: IIS itself, on a Windows server. config-file (default): edits one file.
  --config-file PATH      The applicationHost.config to keep. Only for config-file.
  --passwords HOW         Passwords that the file does not hold yet: refuse (default), omit, clear or sample.
                          Only for config-file; with windows IIS encrypts them.
  --token TOKEN           Better given as CERTMAP_TOKEN, or typed when asked for: arguments are seen by other users.
  --state-dir DIR         Keys, settings, journal and backups. Default: ${defaultStateDir()}
  --host-name NAME        Default: this host's name. The token is for one host name.
  --ca-file PEM           Certificate of the authority that the console's https certificate comes from.
  --probe-url URL         https address that probes of a site go to. The config-file back end has no web server of its own.

Options of service:
  --dry-run               Says each step, and does nothing.

Options of unenroll:
  --yes                   Does not ask.
  --purge                 Removes the backups of the configuration, the logs and agent.json too.

Every command but help takes --state-dir.
HTTPS_PROXY and NO_PROXY are honoured.

Exit codes: 0 done; 1 it did not work; 2 arguments not understood; 3 plan: something would change;
4 plan: would be refused, apply: failed; 5 apply: undone; 6 apply: this agent is not approved.
`;

const BACK_ENDS = ["config-file", "windows"] as const;
const TEXT = { type: "string" } as const;
const FLAG = { type: "boolean" } as const;

function defaultStateDir(): string {
  return process.platform === "win32" ? "C:\\ProgramData\\Certmap\\agent" : "/var/lib/certmap-agent";
}

export type Command =
  | { name: "help" }
  | { name: "enroll"; options: Omit<EnrolOptions, "token">; token: string | undefined }
  | { name: "run" | "status" | "plan" | "apply"; stateDir: string }
  | ({ name: "service" } & ServiceOptions)
  | { name: "unenroll"; stateDir: string; yes: boolean; purge: boolean };

/** Reads the command line. Error `invalid-input`. */
export function parseCommand(argv: readonly string[]): Result<Command> {
  const [name, ...args] = argv;
  if (name === undefined || name === "help" || name === "--help" || name === "-h")
    return ok({ name: "help" });
  try {
    if (name === "enroll") return enrollCommand(args);
    if (name === "unenroll") return unenrollCommand(args);
    if (name === "service") return serviceCommand(args);
    if (name === "apply") return applyCommand(args);
    if (name === "run" || name === "status" || name === "plan") {
      const { values } = parseArgs({ args, options: { "state-dir": TEXT } });
      return ok({ name, stateDir: values["state-dir"] ?? defaultStateDir() });
    }
  } catch (error) {
    return fail(
      "invalid-input",
      error instanceof Error ? error.message : "The arguments cannot be understood.",
    );
  }
  return fail("invalid-input", `There is no command "${name}". Try help.`);
}

function serviceCommand(args: string[]): Result<Command> {
  const { values, positionals } = parseArgs({
    args,
    options: { "state-dir": TEXT, "dry-run": FLAG },
    allowPositionals: true,
  });
  const [action, more] = positionals;
  if ((action !== "install" && action !== "uninstall") || more !== undefined)
    return fail("invalid-input", "service needs one word: install or uninstall.");
  const stateDir = values["state-dir"] ?? defaultStateDir();
  return ok({ name: "service", action, stateDir, dryRun: values["dry-run"] ?? false });
}

/** Without --once it would be `run`; the word is asked for so that a script says what it means. */
function applyCommand(args: string[]): Result<Command> {
  const { values } = parseArgs({ args, options: { "state-dir": TEXT, once: FLAG } });
  if (!values.once)
    return fail("invalid-input", "apply needs --once. To serve the console for ever use run.");
  return ok({ name: "apply", stateDir: values["state-dir"] ?? defaultStateDir() });
}

function unenrollCommand(args: string[]): Result<Command> {
  const { values } = parseArgs({ args, options: { "state-dir": TEXT, yes: FLAG, purge: FLAG } });
  const { yes = false, purge = false } = values;
  return ok({ name: "unenroll", stateDir: values["state-dir"] ?? defaultStateDir(), yes, purge });
}

function enrollCommand(args: string[]): Result<Command> {
  const { values } = parseArgs({
    args,
    options: {
      url: TEXT,
      "console-key": TEXT,
      token: TEXT,
      backend: TEXT,
      "config-file": TEXT,
      passwords: TEXT,
      "state-dir": TEXT,
      "host-name": TEXT,
      "ca-file": TEXT,
      "probe-url": TEXT,
    },
  });
  const { url, "console-key": consoleKey, "config-file": configFile } = values;
  const backEnd = BACK_ENDS.find((name) => name === (values.backend ?? "config-file"));
  if (backEnd === undefined)
    return fail(
      "invalid-input",
      `There is no back end "${values.backend}". This agent has ${BACK_ENDS.join(" and ")}.`,
    );
  if (backEnd === "windows" && (configFile !== undefined || values.passwords !== undefined))
    return fail(
      "invalid-input",
      "The back end windows takes neither --config-file nor --passwords: it asks IIS, which encrypts passwords.",
    );
  if (
    url === undefined ||
    consoleKey === undefined ||
    (backEnd === "config-file" && configFile === undefined)
  )
    return fail(
      "invalid-input",
      "enroll needs --url, --console-key, and --config-file or --backend windows. Copy the command that the console shows.",
    );
  const probeUrl = values["probe-url"];
  if (probeUrl !== undefined && (!URL.canParse(probeUrl) || new URL(probeUrl).protocol !== "https:"))
    return fail("invalid-input", "--probe-url takes an https address, such as https://127.0.0.1:8443.");
  const handlings = PASSWORD_HANDLINGS.filter((handling) => handling !== "iis");
  const byFile = handlings.find((handling) => handling === (values.passwords ?? "refuse"));
  const passwordHandling = backEnd === "windows" ? "iis" : byFile;
  if (passwordHandling === undefined)
    return fail("invalid-input", `--passwords takes ${handlings.join(", ")}.`);
  return ok({
    name: "enroll",
    token: values.token,
    options: {
      url,
      consoleKey,
      backEnd,
      configFile,
      passwordHandling,
      stateDir: values["state-dir"] ?? defaultStateDir(),
      hostName: values["host-name"],
      caFile: values["ca-file"],
      probeUrl,
    },
  });
}
