import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "@/agent/testing/until";

/** Waits of minutes take moments: 15 s of back-off are 75 to 150 ms. */
const TIME_SCALE = "0.005";

export interface Workspace {
  folder: string;
  bundle: string;
  remove(): void;
}

/** A folder for one test file, with the agent's bundle in it. */
export async function agentWorkspace(build: (outFile: string) => Promise<string>): Promise<Workspace> {
  const folder = mkdtempSync(join(tmpdir(), "certmap-agent-"));
  const bundle = await build(join(folder, "certmap-agent.mjs"));
  return { folder, bundle, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface LogLine {
  level: string;
  event: string;
  [field: string]: unknown;
}

export interface SpawnOptions {
  env?: Record<string, string>;
  stdin?: string;
  uid?: number;
}

/** The real agent as a process of its own. */
export class AgentProcess {
  stdout = "";
  stderr = "";
  exitCode: number | null | undefined;
  private readonly child: ChildProcess;

  constructor(bundle: string, args: readonly string[], options: SpawnOptions = {}) {
    const identity = options.uid === undefined ? {} : { uid: options.uid, gid: options.uid };
    // A bundle needs a Node; a single executable brings its own.
    const [program, ...first] = bundle.endsWith(".mjs") ? [process.execPath, bundle] : [bundle];
    this.child = spawn(program, [...first, ...args], {
      ...identity,
      env: {
        NODE_ENV: "production",
        PATH: process.env.PATH ?? "",
        CERTMAP_AGENT_TIME_SCALE: TIME_SCALE,
        ...options.env,
      },
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.child.stdout?.on("data", (chunk: Buffer) => {
      this.stdout += chunk.toString("utf8");
    });
    this.child.stderr?.on("data", (chunk: Buffer) => {
      this.stderr += chunk.toString("utf8");
    });
    this.child.on("close", (code) => {
      this.exitCode = code;
    });
    this.child.stdin?.end(options.stdin ?? "");
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  log(): LogLine[] {
    return this.stdout
      .split("\n")
      .flatMap((line) => (line.startsWith("{") && line.endsWith("}") ? [JSON.parse(line) as LogLine] : []));
  }

  logged(event: string): Promise<LogLine> {
    return until(`log event ${event}; so far: ${this.stdout}${this.stderr}`, () =>
      this.log().find((line) => line.event === event),
    );
  }

  ended(): Promise<number | null> {
    return until("the agent's end", () =>
      this.exitCode === undefined ? undefined : { code: this.exitCode },
    ).then(({ code }) => code);
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    this.child.kill(signal);
    await this.ended();
  }
}
