import { createHash } from "node:crypto";
import type { Approval } from "@/agent/approval";
import type { BackEnd } from "@/agent/back-end";
import type { ConsoleApi } from "@/agent/console/api";
import { describeDefect } from "@/agent/defect";
import type { Exclusive } from "@/agent/exclusive";
import type { Log } from "@/agent/log";
import { backOffMs, type Pace } from "@/agent/wait";
import { PROTOCOL_VERSION, REPORT_SECONDS } from "@/lib/agent-api/protocol";
import type { Inventory } from "@/lib/iis/inventory";

/** How often the file is looked at for a change made by hand. */
const LOOK_MS = 1000;

export interface Reporter {
  /** Report soon, whatever was reported before. */
  trigger(): void;
  /** The console has this inventory already: it came with a result. */
  told(inventory: Inventory): void;
  /** Report now; false when the console did not take it. */
  once(): Promise<boolean>;
  /** Until the signal; returns when it is over. */
  run(signal: AbortSignal): Promise<void>;
}

interface ReporterOptions {
  approval: Approval;
  instance: { instanceId: string; epoch: number };
  allowedSites: readonly string[];
  api: ConsoleApi;
  backEnd: BackEnd;
  exclusive: Exclusive;
  pace: Pace;
  log: Log;
}

/** Tells the console what is there: at the start, after each apply, after a change, and every few minutes. */
export function createReporter(options: ReporterOptions): Reporter {
  const { api, approval, backEnd, pace, log } = options;
  const every = pace.scaled(REPORT_SECONDS * 1000);
  let due = true;
  let mark = "";
  let lastContent = "";
  let lastAt = 0;

  const send = async (): Promise<boolean> => {
    const forced = due || Date.now() - lastAt >= every;
    due = false;
    const inventory = await backEnd.inventory(options.allowedSites);
    const content = contentOf(inventory);
    if (!forced && content === lastContent) return true;
    const { instanceId, epoch } = options.instance;
    const sent = await api.report({ protocol: PROTOCOL_VERSION, instanceId, epoch, inventory });
    if (sent.ok) {
      approval.learn(true);
      lastAt = Date.now();
      if (content !== lastContent)
        log.info("reported", {
          sites: inventory.sites.length,
          problems: inventory.problems.length,
          unreadable: inventory.unreadable?.code,
        });
      lastContent = content;
      return true;
    }
    if (sent.error.code === "agent-not-approved") {
      // No trouble: the approval triggers the report.
      approval.learn(false);
      lastAt = Date.now();
      return true;
    }
    due = true;
    log.warn("report-not-sent", { code: sent.error.code, message: sent.error.message });
    return false;
  };

  return {
    trigger: () => {
      due = true;
    },
    told: (inventory) => {
      due = false;
      lastContent = contentOf(inventory);
      lastAt = Date.now();
      // Looked at once more: a result may have waited for long, and what it shows may be over.
      mark = "";
    },
    once: () => options.exclusive(send),
    run: async (signal) => {
      let failures = 0;
      let retryAt = 0;
      while (!signal.aborted) {
        const now = await backEnd.changeMark();
        const changed = now !== mark;
        if ((changed || due || Date.now() - lastAt >= every) && Date.now() >= retryAt) {
          mark = now;
          const fine = await options.exclusive(send).catch((error: unknown) => {
            due = true;
            log.error("defect", describeDefect(error));
            return false;
          });
          failures = fine ? 0 : failures + 1;
          retryAt = fine ? 0 : Date.now() + pace.scaled(backOffMs(failures, Math.random()));
        }
        await pace.wait(LOOK_MS, signal);
      }
    },
  };
}

function contentOf(inventory: Inventory): string {
  return createHash("sha256").update(JSON.stringify(inventory)).digest("hex");
}
