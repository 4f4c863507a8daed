import { TASK_SECONDS, type Task } from "@/lib/agent-api/tasks";
import { db } from "@/lib/db";
import { notify } from "@/lib/db-notify";

/**
 * Gives the oldest waiting question to its agent, or null. Given out once: it writes nothing, so that an answer that is lost costs
 * nothing but another question.
 */
export async function takeTask(serverId: string): Promise<Task | null> {
  const fresh = new Date(Date.now() - TASK_SECONDS * 1000);
  const waiting = await db().agentTask.findFirst({
    where: { serverId, state: "queued", createdAt: { gt: fresh } },
    orderBy: { createdAt: "asc" },
    select: { id: true, kind: true, scope: true, input: true },
  });
  if (waiting === null) return null;
  return db().$transaction(async (tx) => {
    const taken = await tx.agentTask.updateMany({
      where: { id: waiting.id, state: "queued" },
      data: { state: "running", startedAt: new Date() },
    });
    await notify(tx, "server", serverId);
    return taken.count === 0 ? null : waiting;
  });
}
