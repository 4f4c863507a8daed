import { probeResultSchema, TASK_SECONDS } from "@/lib/agent-api/tasks";
import type { DoctorTask } from "@/lib/api/doctor";
import type { AgentTask } from "@/lib/generated/prisma/client";

type Row = Omit<AgentTask, "bundle">;

/** A question as pages show it. One that waited too long counts as not answered. */
export function taskItem({ state, ...task }: Row, now: number): DoctorTask {
  const { id, kind, createdBy, code, message } = task;
  const open = state === "queued" || state === "running";
  const late = open && now - task.createdAt.getTime() > TASK_SECONDS * 1000;
  return {
    id,
    kind,
    state: late ? "unanswered" : state,
    createdAt: task.createdAt.toISOString(),
    createdBy,
    finishedAt: task.finishedAt?.toISOString() ?? null,
    code,
    message,
    probe: probeResultSchema.safeParse(task.probe).data ?? null,
  };
}
