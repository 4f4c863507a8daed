import { type ReportRequest, reportRequestSchema } from "@/lib/agent-api/jobs";
import { parseInput } from "@/lib/api/parse";
import { batched } from "@/lib/batch";
import { fail, ok, type Result } from "@/lib/errors";
import { transact } from "@/lib/services/audit/transaction";
import type { EnrolledServer } from "./authenticate";
import { BATCH, lockServers, storeInventories, weightOf } from "./store-inventory";

/** What an agent sees, unasked. Errors: `invalid-input`, `agent-not-approved`, `agent-fenced`. */
export async function recordReport(server: EnrolledServer, input: unknown): Promise<Result<null>> {
  const parsed = parseInput(reportRequestSchema, input);
  if (!parsed.ok) return parsed;
  if (server.state !== "approved")
    return fail("agent-not-approved", "This agent waits for approval; it reports after that.");
  return record({ server, report: parsed.value });
}

interface Told {
  server: EnrolledServer;
  report: ReportRequest;
}

/** Reports that come in at the same time, in one transaction. */
const record = batched(
  async (told: Told[]): Promise<Result<null>[]> => {
    const recorded = await transact(
      async (tx) => {
        const now = await lockServers(
          tx,
          told.map(({ server }) => server.id),
        );
        const answers = told.map(({ server, report: { epoch, instanceId } }): Result<null> => {
          const newest = now.get(server.id);
          const isNewest =
            newest?.epoch === epoch ? newest.instanceId === instanceId : newest && newest.epoch < epoch;
          return isNewest ? ok(null) : fail("agent-fenced", "A newer instance of this agent is at work.");
        });
        // Of two reports of one server the later one is how it is.
        const seen = new Map(
          told.flatMap(({ server, report: { inventory } }, index) =>
            answers[index]?.ok ? [[server.id, { server, inventory }]] : [],
          ),
        );
        await storeInventories(tx, [...seen.values()]);
        return ok(answers);
      },
      { timeout: 60_000 },
    );
    return recorded.ok ? recorded.value : told.map(() => recorded);
  },
  { most: BATCH, weigh: ({ report }) => weightOf(report.inventory) },
);
