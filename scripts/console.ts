/** The console itself (Next's standalone server) as a supervised child. */
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Env } from "../lib/env";
import { type ChildLog, childLog } from "./child-log";
import { codeOf, reasonOf, StartError } from "./start-error";
import { type Supervised, supervise } from "./supervise";

const READY_MS = 60_000;

/** What an agent sends lives for moments: with more room for it a push to a thousand agents spends less time on the old. */
export const MEMORY = ["--max-semi-space-size=32"];

export interface ConsoleSpec {
  env: Env;
  databaseUrl: string;
  server: string;
  say: (line: string) => void;
  onMessage: (message: unknown, reply: (answer: object) => void) => void;
}

/** Where the launcher notes the console's process. */
export function consoleRunFile(dataDir: string): string {
  return join(dataDir, "run", "console.json");
}

/** Starts the console and keeps it running. */
export function superviseConsole(spec: ConsoleSpec): Supervised {
  const { env } = spec;
  return supervise({
    title: "console",
    args: [...MEMORY, spec.server],
    cwd: dirname(spec.server),
    env: consoleEnv(spec),
    runFile: consoleRunFile(env.dataDir),
    log: consoleLog(env),
    say: spec.say,
    onMessage: spec.onMessage,
  });
}

function consoleLog(env: Env): ChildLog {
  return childLog(join(env.dataDir, "logs"), "console");
}

/** Resolves when the console answers that it is well. */
export async function waitUntilReady(env: Env, stop: AbortSignal): Promise<void> {
  const url = `${localUrl(env)}/api/health`;
  for (const deadline = Date.now() + READY_MS; Date.now() < deadline; await setTimeout(25)) {
    stop.throwIfAborted();
    try {
      if ((await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok) return;
    } catch {
      // Not listening yet.
    }
  }
  throw new StartError(
    "console-not-starting",
    `The console did not answer within ${READY_MS / 1000} s. Its errors are in ${consoleLog(env).path}.`,
  );
}

function consoleEnv({ env, databaseUrl }: ConsoleSpec): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return {
    ...Object.fromEntries(inherited),
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(env.port),
    // Next's name for the address to listen on. HOST goes along because the console parses its settings again.
    HOSTNAME: env.host,
    HOST: env.host,
    DATA_DIR: env.dataDir,
    DATABASE_URL: databaseUrl,
    // "Not set": the console must not be able to do what the tables' owner can.
    DATABASE_OWNER_URL: "",
    PUBLIC_URL: env.publicUrl,
    SECRET_KEY_FILE: env.secretKeyFile,
    AUDIT_CHECKPOINT_DIR: env.auditCheckpointDir,
    TRUSTED_PROXIES: env.trustedProxies,
  };
}

function localUrl({ host, port }: Env): string {
  const everywhere = host === "0.0.0.0" || host === "::";
  const name = everywhere ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/** Finds out before the console does, whose message would be in its log only. */
export function checkPort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => {
      const taken = codeOf(error) === "EADDRINUSE";
      const text = taken
        ? `Port ${port} on ${host} is used by another program. Stop that one, or choose another port with PORT.`
        : `Certmap cannot listen on ${host}, port ${port}: ${reasonOf(error)}. Correct HOST or PORT.`;
      reject(new StartError(taken ? "port-in-use" : "settings-invalid", text));
    });
    server.listen(port, host, () => server.close(() => resolve()));
  });
}
