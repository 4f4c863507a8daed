import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AgentProcess, type SpawnOptions } from "@/agent/testing/agent-process";
import type { ScriptedConsole } from "@/agent/testing/scripted-console";

const SAMPLE = fileURLToPath(new URL("../sample/applicationHost.config", import.meta.url));

/** A managed server of a test: a folder with its own configuration file and state, and the agents started on it. */
export class Host {
  readonly folder: string;
  readonly configFile: string;
  readonly stateDir: string;
  private readonly started: AgentProcess[] = [];

  constructor(
    parent: string,
    private readonly bundle: string,
    private readonly console: Pick<ScriptedConsole, "url" | "fingerprint">,
  ) {
    this.folder = mkdtempSync(join(parent, "host-"));
    this.configFile = join(this.folder, "applicationHost.config");
    this.stateDir = join(this.folder, "state");
    copyFileSync(SAMPLE, this.configFile);
  }

  read(): string {
    return readFileSync(this.configFile, "utf8");
  }

  write(text: string): void {
    writeFileSync(this.configFile, text);
  }

  command(args: readonly string[], options: SpawnOptions = {}): AgentProcess {
    const agent = new AgentProcess(this.bundle, args, options);
    this.started.push(agent);
    return agent;
  }

  enroll(change: Record<string, string> = {}, options: SpawnOptions = {}): AgentProcess {
    const given: Record<string, string> = {
      "--url": this.console.url,
      "--console-key": this.console.fingerprint,
      "--backend": "config-file",
      "--config-file": this.configFile,
      "--passwords": "sample",
      "--state-dir": this.stateDir,
      "--host-name": "WEB01",
      ...change,
    };
    return this.command(["enroll", ...Object.entries(given).flat()], {
      ...options,
      env: { CERTMAP_TOKEN: "good-token", ...options.env },
    });
  }

  run(options: SpawnOptions = {}): AgentProcess {
    return this.command(["run", "--state-dir", this.stateDir], options);
  }

  /** Enrols, and fails the test with the agent's own words when that does not work. */
  async enrolled(change: Record<string, string> = {}, options: SpawnOptions = {}): Promise<this> {
    const enrolling = this.enroll(change, options);
    if ((await enrolling.ended()) !== 0) throw new Error(enrolling.stderr);
    return this;
  }

  async stopAll(): Promise<void> {
    await Promise.all(
      this.started.filter((agent) => agent.exitCode === undefined).map((agent) => agent.stop("SIGKILL")),
    );
  }
}
