import { cpSync } from "node:fs";
import { enrol } from "@/agent/console/api";
import { createCall } from "@/agent/console/client";
import { createClock } from "@/agent/console/clock";
import { createTransport } from "@/agent/console/transport";
import { createLog } from "@/agent/log";
import { createMemoryServer } from "@/agent/simulator/memory-back-end";
import type { Identity } from "@/agent/simulator/orders";
import { simulateAgent } from "@/agent/simulator/simulated-agent";
import { stateFolder } from "@/agent/state/folder";
import { type AgentKeys, loadKeys, makeKeys, publicSealingKey, publicSigningKey } from "@/agent/state/keys";
import type { AgentProcess, Workspace } from "@/agent/testing/agent-process";
import { PLAIN_SITE } from "@/agent/testing/configs";
import { Host } from "@/agent/testing/host";
import { createPace } from "@/agent/wait";
import { ENROLMENT_ISSUER } from "@/lib/agent-api/assertion";
import { must } from "@/lib/services/test-world";

/** Ten minutes take 1.2 s. */
const TIME = { CERTMAP_AGENT_TIME_SCALE: "0.002" };

interface Invitation {
  url: string;
  /** Fingerprint of the console's key. */
  fingerprint: string;
  token: string;
  hostName: string;
}

interface Line {
  event: string;
  code?: unknown;
  nextTrySeconds?: unknown;
}

/** What is tested: an agent with a server of its own. */
export interface Subject {
  enrol(): Promise<void>;
  /** Begins to serve; a clock that is off by so many milliseconds. */
  run(options?: { skewMs?: number }): void;
  /** A machine copied with all that the agent keeps, started beside it. Returns what the copy logs. */
  runCopy(): () => Line[];
  /** Everything that it logged itself. */
  log(): Line[];
  /** The private key that it signs with, which leaves its host in this test only. */
  signingKey(): AgentKeys["signing"];
  /** The server's configuration, whatever it consists of: equal means that nothing was changed. */
  server(): string;
  stop(): Promise<void>;
}

/** The agent as it is shipped, in a process of its own, on a configuration file. */
export function realAgent(work: Workspace, { token, hostName, ...console }: Invitation): Subject {
  const host = new Host(work.folder, work.bundle, console);
  const started: AgentProcess[] = [];
  const start = (stateDir: string, skewMs = 0): AgentProcess => {
    const shifted = `data:text/javascript,const now=Date.now;Date.now=()=>now()+${skewMs}`;
    const env: Record<string, string> = {
      ...TIME,
      ...(skewMs === 0 ? {} : { NODE_OPTIONS: `--import="${shifted}"` }),
    };
    return host.command(["run", "--state-dir", stateDir], { env });
  };
  return {
    enrol: async () =>
      void (await host.enrolled({ "--host-name": hostName }, { env: { CERTMAP_TOKEN: token } })),
    run: ({ skewMs } = {}) => void started.push(start(host.stateDir, skewMs)),
    runCopy: () => {
      cpSync(host.stateDir, `${host.stateDir}-copy`, { recursive: true });
      const copy = start(`${host.stateDir}-copy`);
      return () => copy.log();
    },
    log: () => started.flatMap((agent) => agent.log()),
    signingKey: () => must(loadKeys(stateFolder(host.stateDir).keys)).signing,
    server: () => host.read(),
    stop: () => host.stopAll(),
  };
}

/** One agent of the load simulator. */
export function simulatedAgent({ url, fingerprint, token, hostName }: Invitation): Subject {
  const server = createMemoryServer([PLAIN_SITE]);
  const keys = makeKeys();
  const lines: Line[] = [];
  const logTo = (into: Line[]) => createLog((line) => into.push(JSON.parse(line)));
  const transport = createTransport(new URL(url), { env: process.env });
  const pace = createPace({ ...process.env, ...TIME });
  const stop = new AbortController();
  const running: Promise<void>[] = [];
  let identity: Identity | undefined;
  let epoch = 0;
  const start = (on: typeof server, into: Line[], skewMs = 0) => {
    if (identity === undefined) throw new Error("Enrol first.");
    const now = () => Date.now() + skewMs;
    const log = logTo(into);
    running.push(simulateAgent(identity, { url, transport, server: on, epoch, pace, log, now }, stop.signal));
  };
  return {
    enrol: async () => {
      const by = { issuer: ENROLMENT_ISSUER, keys, audience: fingerprint, basePath: "" };
      const answer = await enrol(createCall(by, transport, createClock(), logTo(lines)), {
        protocol: 1,
        token,
        hostName,
        ...(await server.facts()),
        agentVersion: "simulated",
        passwordHandling: "sample",
        signingKey: publicSigningKey(keys),
        sealingKey: publicSealingKey(keys),
      });
      if (!answer.ok) throw new Error(answer.error.code);
      const { serverId, consoleKey, allowedSites } = answer.value;
      identity = { serverId, hostName, keys, consoleKey, allowedSites };
    },
    run: ({ skewMs } = {}) => {
      epoch += 1;
      start(server, lines, skewMs);
    },
    // Both started from one snapshot: the same epoch, where the copy of the real agent has the next one.
    runCopy: () => {
      const copied: Line[] = [];
      start(createMemoryServer([PLAIN_SITE]), copied);
      return () => copied;
    },
    log: () => lines,
    signingKey: () => keys.signing,
    server: () => server.text(),
    stop: async () => {
      stop.abort();
      await Promise.all(running);
    },
  };
}
