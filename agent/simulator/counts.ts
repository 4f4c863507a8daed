import type { Log, LogFields } from "@/agent/log";
import type { MemoryServer } from "@/agent/simulator/memory-back-end";
import type { Counts } from "@/agent/simulator/orders";

/** Counts what a fleet of simulated agents does, from what their log says and what was committed to their servers. */
export function createCounts() {
  const commitsOf = new Map<string, number>();
  let counted = { verified: 0, notVerified: 0, refused: 0, away: 0, defects: 0, reported: 0 };
  let lastCommittedAt = 0;
  let lastSentAt = 0;
  const add = (what: keyof typeof counted): void => {
    counted = { ...counted, [what]: counted[what] + 1 };
  };

  return {
    /** The log of one agent, which does one job at a time. */
    logOf: (server: MemoryServer): Log => {
      let commits = 0;
      const hear = (event: string, fields: LogFields = {}): void => {
        const job = String(fields.jobId);
        if (event === "job-received") commits = server.commits;
        if (event === "job-finished") {
          commitsOf.set(job, (commitsOf.get(job) ?? 0) + server.commits - commits);
          if (server.commits > commits) lastCommittedAt = Date.now();
        }
        if (event === "result-sent") {
          add(fields.outcome === "verified" ? "verified" : "notVerified");
          lastSentAt = Date.now();
        }
        if (event === "result-refused") add("refused");
        if (event === "console-away" || event === "report-not-sent") add("away");
        if (event === "defect") add("defects");
        if (event === "reported") add("reported");
      };
      return { info: hear, warn: hear, error: hear };
    },
    now: (): Counts => {
      const commits = [...commitsOf.values()];
      return {
        ...counted,
        received: commits.length,
        committed: commits.filter((times) => times > 0).length,
        doubled: commits.filter((times) => times > 1).length,
        lastCommittedAt,
        lastSentAt,
      };
    },
  };
}
