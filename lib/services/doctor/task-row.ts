import { z } from "zod";
import { probeResultSchema, TASK_SECONDS } from "@/lib/agent-api/tasks";
import type { DoctorTask } from "@/lib/api/doctor";
import type { AgentTask } from "@/lib/generated/prisma/client";
import { badNews } from "@/lib/iis/probe";

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
    probe: judged(task),
  };
}

const signInSchema = z.object({ signIn: z.literal(true) });

/** An agent says only that it showed a certificate. A redirect or a 404 may come before anybody is signed in. */
function judged({ input, probe: stored }: Pick<Row, "input" | "probe">): DoctorTask["probe"] {
  const probe = probeResultSchema.safeParse(stored).data;
  if (probe === undefined) return null;
  const { outcome, status, asPredicted } = probe;
  const good = outcome === "answered" && status !== null && status >= 200 && status < 300;
  const shown = good && signInSchema.safeParse(input).success ? "sign-in" : "let-in";
  return {
    ...probe,
    verified: probe.verified === "sign-in" ? shown : "configuration",
    badNews: asPredicted ? badNews([outcome]) : null,
  };
}
