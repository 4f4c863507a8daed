import { randomUUID } from "node:crypto";
import type { ApplyContext } from "@/agent/apply/context";
import { createApproval } from "@/agent/approval";
import { createConsoleApi } from "@/agent/console/api";
import { createCall } from "@/agent/console/client";
import { createClock } from "@/agent/console/clock";
import type { Transport } from "@/agent/console/transport";
import { createExclusive } from "@/agent/exclusive";
import type { Log } from "@/agent/log";
import { pollForEver } from "@/agent/poller";
import { createProber } from "@/agent/probe/prober";
import { createReporter } from "@/agent/reporter";
import type { MemoryServer } from "@/agent/simulator/memory-back-end";
import { memoryState } from "@/agent/simulator/memory-state";
import type { Identity } from "@/agent/simulator/orders";
import type { Pace } from "@/agent/wait";
import { keyFingerprint } from "@/lib/agent-api/keys";

interface Surroundings {
  url: string;
  transport: Transport;
  server: MemoryServer;
  epoch: number;
  pace: Pace;
  log: Log;
  /** This host's clock; the system's when it is left out. */
  now?: () => number;
}

/**
 * The agent's own program around a server in memory: its poller, its apply, its reporter, its console client, with real keys and
 * signatures. Only what would touch a disk or IIS is another. Ends with the signal.
 */
export async function simulateAgent(
  identity: Identity,
  { url, transport, server, epoch, pace, log, now }: Surroundings,
  signal: AbortSignal,
): Promise<void> {
  const { serverId, hostName, keys, consoleKey, allowedSites } = identity;
  const basePath = new URL(url).pathname.replace(/\/$/, "");
  const audience = await keyFingerprint(consoleKey);
  const clock = createClock(now);
  const api = createConsoleApi(
    createCall({ issuer: serverId, keys, audience, basePath }, transport, clock, log),
  );
  const context: ApplyContext = {
    settings: {
      protocol: 1,
      url,
      serverId,
      hostName,
      consoleKey,
      allowedSites,
      backEnd: "config-file",
      configFile: "",
      passwordHandling: "sample",
    },
    keys,
    api,
    backEnd: server,
    prober: createProber(server, { allowedSites, backEnd: "config-file" }),
    ...memoryState(),
    pace,
    log,
  };
  const instance = { instanceId: randomUUID(), epoch };
  const approval = createApproval(log);
  const exclusive = createExclusive();
  const contact = { note: () => undefined };
  const shared = { approval, instance, exclusive };
  const reporter = createReporter({ ...shared, allowedSites, api, backEnd: server, pace, log });
  await Promise.all([
    reporter.run(signal),
    pollForEver({ ...shared, context, reporter, contact, clockSkewMs: clock.skewMs }, signal),
  ]);
}
