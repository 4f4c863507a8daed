import { CONSOLE } from "@/lib/auth/actor";
import type { BackgroundTask } from "@/lib/background";
import { forgetAssertions } from "@/lib/services/agents/forget-assertions";
import { checkpointEvents, verifyEvents } from "@/lib/services/audit-events/watch";
import { rereadCertificates } from "@/lib/services/certificates/reread";
import { advanceCutOffs } from "@/lib/services/cut-offs/advance";
import { advanceDeployments } from "@/lib/services/deployments/advance";
import { correctDrift } from "@/lib/services/deployments/correct-drift";
import { endLeases } from "@/lib/services/deployments/end-leases";
import { forwardEvents } from "@/lib/services/forwarders/forward";
import { watchGeneration } from "@/lib/services/generations/watch";
import { forgetKeys } from "@/lib/services/idempotency-keys/settle";
import { bindNames } from "@/lib/services/keys/bind-names";
import { runRemovals } from "@/lib/services/removals/run";

const DAY = 86_400_000;

/** What the console does by itself. A task is a verb of lib/services and how often it is asked. */
export const TASKS: BackgroundTask[] = [
  {
    name: "removals of renewed certificates",
    everyMs: 3_000,
    run: async (signal) => {
      const done = await runRemovals(CONSOLE, Date.now(), signal);
      if (!done.ok) throw new Error(`${done.error.code}: ${done.error.message}`);
    },
  },
  {
    name: "cut-offs that have not reached every server",
    everyMs: 3_000,
    run: async (signal) => void (await advanceCutOffs(CONSOLE, signal)),
  },
  {
    name: "reread certificates",
    everyMs: 600_000,
    run: async (signal) => void (await rereadCertificates(CONSOLE, signal)),
  },
  {
    name: "waves of pushes",
    everyMs: 1_000,
    run: async (signal) => {
      const done = await advanceDeployments(CONSOLE, Date.now(), signal);
      if (!done.ok) throw new Error(`${done.error.code}: ${done.error.message}`);
    },
  },
  {
    name: "leases that ran out",
    everyMs: 3_000,
    run: async () => {
      const done = await endLeases(CONSOLE, Date.now());
      if (!done.ok) throw new Error(`${done.error.code}: ${done.error.message}`);
    },
  },
  {
    name: "corrections of drift",
    everyMs: 3_000,
    run: async (signal) => {
      const done = await correctDrift(CONSOLE, signal);
      if (!done.ok) throw new Error(`${done.error.code}: ${done.error.message}`);
    },
  },
  { name: "bind passwords to names", everyMs: 1_000, run: async () => void (await bindNames(CONSOLE)) },
  { name: "know a restored database", everyMs: 1_000, run: () => watchGeneration() },
  { name: "sign audit events", everyMs: 1_000, run: checkpointEvents },
  { name: "verify audit events", everyMs: DAY, run: verifyEvents },
  { name: "forget idempotency keys", everyMs: 3_600_000, run: forgetKeys },
  { name: "forget assertions", everyMs: 60_000, run: forgetAssertions },
  { name: "forward audit events", everyMs: 1_000, run: forwardEvents },
];
