import { TASK_SECONDS, type Task } from "@/lib/agent-api/tasks";
import { batched } from "@/lib/batch";
import { db } from "@/lib/db";
import { notify } from "@/lib/db-notify";
import { ok } from "@/lib/errors";
import type { AgentTask, Prisma } from "@/lib/generated/prisma/client";
import { makePlan } from "./make-plan";

/**
 * Gives the oldest waiting question to its agent, or null; that for a plan with its signed paper. Given out once: it writes nothing, so that an answer that is lost costs
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
  const taken = await db().$transaction((tx) => give(tx, { ...waiting, serverId }));
  // One that cannot be given out is answered already; the next one must not wait for another poll.
  return taken === "refused" ? takeTask(serverId) : taken;
}

type Waiting = Pick<AgentTask, "id" | "kind" | "scope" | "input" | "serverId">;

async function give(
  tx: Prisma.TransactionClient,
  { serverId, ...task }: Waiting,
): Promise<Task | null | "refused"> {
  const { id } = task;
  const paper = task.kind === "plan" ? await makePlan(tx, { ...task, serverId }) : ok(null);
  const taken = await tx.agentTask.updateMany({
    where: { id, state: "queued" },
    data: paper.ok
      ? { state: "running", startedAt: new Date(), ...paper.value }
      : { state: "refused", finishedAt: new Date(), code: paper.error.code, message: paper.error.message },
  });
  await notify(tx, "server", serverId);
  if (taken.count === 0) return null;
  if (!paper.ok) return "refused";
  return paper.value ? { ...task, input: { bundleDigest: paper.value.bundleDigest } } : task;
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
