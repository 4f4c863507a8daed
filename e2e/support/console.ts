import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A console as a new user starts it, in an empty data folder on a free port. */
export interface Console {
  url: string;
  dataDir: string;
  /** Everything that it printed. */
  output(): string;
  /** The first match of what it prints, now or later. */
  printed(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray>;
  /** Asks it to end and waits until it has. */
  stop(): Promise<void>;
  /** Kills the launcher, and the console with it unless it shall live on without one. The database stays. */
  kill(what: "both" | "launcher"): Promise<void>;
  /** Starts it again over the same data folder and port. */
  start(): Promise<void>;
  /** Stops it and removes its folder. */
  remove(): Promise<void>;
}

const READY_MS = 900_000;

export async function startConsole(): Promise<Console> {
  const dataDir = mkdtempSync(join(tmpdir(), "certmap-e2e-"));
  // Where the tests run as root, the user that PostgreSQL runs as must get in, or its files would be elsewhere.
  chmodSync(dataDir, 0o711);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let text = "";
  let child: ChildProcess | undefined;
  const listeners = new Set<() => void>();

  const printed = (pattern: RegExp, timeoutMs = 120_000) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(text);
        if (match) finish(() => resolve(match));
      };
      const timer = setTimeout(
        () => finish(() => reject(new Error(`${pattern} was not printed in time. It printed:\n${text}`))),
        timeoutMs,
      );
      function finish(settle: () => void) {
        clearTimeout(timer);
        listeners.delete(look);
        settle();
      }
      listeners.add(look);
      look();
    });

  const stop = async () => {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill("SIGTERM");
    await ended;
  };

  const kill = async (what: "both" | "launcher") => {
    const running = child;
    child = undefined;
    if (!running) return;
    const { pid } = JSON.parse(readFileSync(join(dataDir, "run", "console.json"), "utf8"));
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill("SIGKILL");
    if (what === "both") process.kill(pid, "SIGKILL");
    await ended;
  };

  const start = async () => {
    text = "";
    // What npm start runs; npm itself would stand between the signal and the launcher.
    child = spawn(process.execPath, ["scripts/start.mjs"], {
      env: {
        ...process.env,
        ...{ PORT: String(port), DATA_DIR: dataDir, HOST: "127.0.0.1", DATABASE_URL: "" },
        // A spec may come from several addresses.
        TRUSTED_PROXIES: "127.0.0.1",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        text += chunk.toString("utf8");
        for (const look of [...listeners]) look();
      });
    }
    await printed(/Certmap is ready/, READY_MS);
  };

  await start();
  const remove = async () => {
    await stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { url, dataDir, output: () => text, printed, stop, kill, start, remove };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
