import { z } from "zod";
import { taskResultRequestSchema } from "@/lib/agent-api/tasks";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { notify } from "@/lib/db-notify";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import type { EnrolledServer } from "./authenticate";
import { storeInventory } from "./store-inventory";

/** An agent's answer to a question; the first one counts. Errors: `invalid-input`, `not-found`. */
export async function recordTaskResult(
  server: EnrolledServer,
  taskId: string,
  input: unknown,
  address: string | null,
): Promise<Result<null>> {
  const parsed = parseInput(taskResultRequestSchema, input);
  if (!parsed.ok) return parsed;
  const { outcome, code, message, probe, plan, inventory } = parsed.value;
  if (!z.uuid().safeParse(taskId).success) return fail("not-found", "There is no such task.");
  return transact(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "AgentTask" WHERE id = ${taskId}::uuid FOR UPDATE`;
    const task = await tx.agentTask.findUnique({ where: { id: taskId, serverId: server.id } });
    if (task === null) return fail("not-found", "There is no such task for this agent.");
    if (task.state !== "running") return ok(null);
    await tx.agentTask.update({
      where: { id: taskId },
      data: {
        ...{ state: outcome, code, message, finishedAt: new Date(), bundle: null },
        ...(probe && { probe }),
        ...(plan && { plan }),
      },
    });
    if (task.kind === "probe") {
      const agent: Actor = { kind: "agent", id: server.id, name: server.name, address };
      await recordEvent(tx, agent, {
        action: "site.probed",
        nounId: server.id,
        nounName: `${task.scope} on ${server.name}`,
        after: probe
          ? { binding: probe.binding, asPredicted: probe.asPredicted, detail: probe.detail }
          : { refused: code ?? "" },
        ...(message !== undefined && { reason: message }),
      });
    }
    if (task.kind === "inventory" && inventory) await storeInventory(tx, server, inventory);
    else await notify(tx, "server", server.id);
    return ok(null);
  });
}
