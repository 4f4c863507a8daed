import { z } from "zod";
import { isOnline } from "@/lib/api/target-state";
import { type ServerTask, serverPlanSchema } from "@/lib/api/tasks";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { visibleServers } from "@/lib/auth/server-scope";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { taskItem } from "./task-row";

/** What an agent was asked, and its answer when there is one. Errors: `not-allowed`, `not-found`. */
export async function getTask(actor: Actor, serverId: string, id: string): Promise<Result<ServerTask>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const isId = z.uuid().safeParse(id).success && z.uuid().safeParse(serverId).success;
  const task =
    isId &&
    (await db().agentTask.findUnique({
      where: { id, serverId, server: visibleServers(actor) },
      omit: { bundle: true },
      include: { server: { select: { lastSeenAt: true } } },
    }));
  if (!task) return fail("not-found", "There is no such question. Answers are kept for 30 days.");
  const now = Date.now();
  const { probe: _, ...item } = taskItem(task, now);
  return ok({
    ...item,
    scope: task.scope,
    online: isOnline(task.server.lastSeenAt, now),
    plan: serverPlanSchema.safeParse(task.plan).data ?? null,
  });
}
