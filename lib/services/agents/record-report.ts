import { reportRequestSchema } from "@/lib/agent-api/jobs";
import { parseInput } from "@/lib/api/parse";
import { fail, ok, type Result } from "@/lib/errors";
import type { Server } from "@/lib/generated/prisma/client";
import { transact } from "@/lib/services/audit/transaction";
import { storeInventory } from "./store-inventory";

/** What an agent sees, unasked. Errors: `invalid-input`, `agent-not-approved`, `agent-fenced`. */
export async function recordReport(server: Server, input: unknown): Promise<Result<null>> {
  const parsed = parseInput(reportRequestSchema, input);
  if (!parsed.ok) return parsed;
  if (server.state !== "approved")
    return fail("agent-not-approved", "This agent waits for approval; it reports after that.");
  const { epoch, instanceId, inventory } = parsed.value;
  return transact(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Server" WHERE id = ${server.id}::uuid FOR UPDATE`;
    const now = await tx.server.findUniqueOrThrow({ where: { id: server.id } });
    if (now.epoch > epoch || (now.epoch === epoch && now.instanceId !== instanceId))
      return fail("agent-fenced", "A newer instance of this agent is at work.");
    await storeInventory(tx, now, inventory);
    return ok(null);
  });
}
