import { TASK_SECONDS, type Task } from "@/lib/agent-api/tasks";
import { batched } from "@/lib/batch";
import { db } from "@/lib/db";
import { notify } from "@/lib/db-notify";

/**
 * Gives the oldest waiting question to its agent, or null. Given out once: it writes nothing, so that an answer that is lost costs
 * nothing but another question.
 */
export async function takeTask(serverId: string): Promise<Task | null> {
  if (!(await hasTask(serverId))) return null;
  const waiting = await db().agentTask.findFirst({
    where: { serverId, state: "queued", createdAt: { gt: freshSince() } },
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

/** For the thousand polls that find nothing. */
const hasTask = batched(
  async (serverIds: string[]): Promise<boolean[]> => {
    const waiting = await db().agentTask.findMany({
      where: { serverId: { in: serverIds }, state: "queued", createdAt: { gt: freshSince() } },
      select: { serverId: true },
    });
    const asked = new Set(waiting.map((task) => task.serverId));
    return serverIds.map((id) => asked.has(id));
  },
  { most: 1_000 },
);

function freshSince(): Date {
  return new Date(Date.now() - TASK_SECONDS * 1000);
}
