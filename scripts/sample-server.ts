/** The sample server of the quick start: a real agent process over a realistic applicationHost.config in the data folder. */
import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { childLog } from "./child-log";
import { removeRunFile, stopOrphan } from "./run-file";
import { reasonOf, StartError } from "./start-error";
import { type Supervised, supervise } from "./supervise";

const run = promisify(execFile);
const ENROL_MS = 25_000;

/** What the console asks over its channel. */
export const startSampleAgentSchema = z.object({
  type: z.literal("start-sample-agent"),
  id: z.string(),
  token: z.string(),
  url: z.url(),
  consoleKeyFingerprint: z.string(),
});
export type StartSampleAgent = z.infer<typeof startSampleAgentSchema>;

export interface SampleServerPlace {
  root: string;
  dataDir: string;
  /** The bundled agent. */
  agent: string | undefined;
  say: (line: string) => void;
}

export class SampleServer {
  private child: Supervised | undefined;
  private readonly folder: string;
  private readonly state: string;

  constructor(private readonly place: SampleServerPlace) {
    this.folder = join(place.dataDir, "sample-server");
    this.state = join(this.folder, "agent");
  }

  /** At the start of the launcher: runs the agent again if it was enrolled before. */
  async resume(): Promise<void> {
    await stopOrphan(this.runFile());
    if (existsSync(this.state) && readdirSync(this.state).length > 0) this.run();
  }

  /** Makes the folder, enrols and runs the agent. An agent of an earlier enrolment makes room. */
  async enrol(request: StartSampleAgent): Promise<void> {
    const agent = this.agent();
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.state, { recursive: true, mode: 0o700 });
    const config = join(this.folder, "applicationHost.config");
    copyFileSync(join(this.place.root, "agent/sample/applicationHost.config"), config);
    const { url, consoleKeyFingerprint } = request;
    const args = ["enroll", "--url", url, "--console-key", consoleKeyFingerprint, "--backend", "config-file"];
    args.push("--config-file", config, "--passwords", "sample", "--state-dir", this.state);
    try {
      // By environment: other users of the machine can read command lines.
      const env = { ...agentEnv(), CERTMAP_TOKEN: request.token };
      const { stdout } = await run(process.execPath, [agent, ...args], {
        cwd: this.folder,
        env,
        timeout: ENROL_MS,
        windowsHide: true,
      });
      // The fingerprint that a person compares before letting the agent in: here is where the agent runs.
      this.place.say(`Sample server: ${stdout.trim()}`);
    } catch (error) {
      rmSync(this.folder, { recursive: true, force: true });
      const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
      throw new StartError(
        "sample-agent-failed",
        `The sample server's agent could not enrol: ${said || reasonOf(error)}`,
      );
    }
    this.run();
  }

  async stop(): Promise<void> {
    await this.child?.stop();
    this.child = undefined;
    removeRunFile(this.runFile());
  }

  private run(): void {
    const { dataDir, say } = this.place;
    this.child = supervise({
      title: "sample server's agent",
      args: [this.agent(), "run", "--state-dir", this.state],
      cwd: this.folder,
      env: agentEnv(),
      runFile: this.runFile(),
      log: childLog(join(dataDir, "logs"), "sample-agent"),
      say,
    });
  }

  private runFile(): string {
    return join(this.place.dataDir, "run", "sample-agent.json");
  }

  private agent(): string {
    if (this.place.agent) return this.place.agent;
    throw new StartError(
      "sample-agent-failed",
      "This build has no agent. Stop Certmap, delete the dist folder and start it again.",
    );
  }
}

/** The agent gets nothing of the console's settings: its place is another machine. */
function agentEnv(): NodeJS.ProcessEnv & Record<string, string> {
  const { PATH = "", SystemRoot, TEMP } = process.env;
  const windows = process.platform === "win32" && { SystemRoot: SystemRoot ?? "", TEMP: TEMP ?? "" };
  return { PATH, NODE_ENV: "production", ...windows };
}
