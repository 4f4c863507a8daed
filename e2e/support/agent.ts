import { execFileSync, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { buildAgent } from "../../scripts/build-agent";

/** An enrolled agent that runs over a configuration file. */
export interface RunningAgent {
  /** As it printed it, for the person who approves. */
  fingerprint: string;
  stop(): Promise<void>;
}

/** Enrols the real agent at the console of this page, as an administrator does by hand, and runs it. `folder` is its own. */
export async function startAgent(
  page: Page,
  options: {
    url: string;
    folder: string;
    hostName: string;
    configFile: string;
    probeUrl?: string;
    passwords?: string;
    /** The answer to a token that was asked for before; without it the agent gets one of its own. */
    made?: { token: string; consoleKeyFingerprint: string };
  },
): Promise<RunningAgent> {
  const { url, folder, hostName, configFile, passwords } = options;
  const { token, consoleKeyFingerprint } = options.made ?? (await askForToken(page, url, hostName));
  const stateDir = join(folder, "state");
  mkdirSync(stateDir, { recursive: true });
  const bundle = await buildAgent(join(folder, "certmap-agent.mjs"));
  const environment = { PATH: process.env.PATH ?? "", NODE_ENV: "production" } as const;
  const enrol = [bundle, "enroll", "--url", url, "--console-key", consoleKeyFingerprint];
  enrol.push("--config-file", configFile, "--state-dir", stateDir, "--host-name", hostName);
  if (options.probeUrl !== undefined) enrol.push("--probe-url", options.probeUrl);
  if (passwords !== undefined) enrol.push("--passwords", passwords);
  const printed = execFileSync(process.execPath, enrol, { env: { ...environment, CERTMAP_TOKEN: token } });
  const fingerprint = /Fingerprint of this agent:\s+([0-9a-f ]{79})/.exec(printed.toString())?.[1] ?? "";

  const child = spawn(process.execPath, [bundle, "run", "--state-dir", stateDir], {
    env: environment,
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return {
    fingerprint,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function askForToken(page: Page, url: string, hostName: string) {
  const answer = await page.request.post("/api/v1/enrolment-tokens", {
    data: { hostName, allowedSites: [] },
    headers: { origin: url },
  });
  return answer.json();
}
