import { z } from "zod";
import { parseInput } from "@/lib/api/parse";
import { confirmRestartSchema } from "@/lib/api/targets";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { visibleServers } from "@/lib/auth/server-scope";
import { notify } from "@/lib/db-notify";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { seesRestarts } from "./sees-restarts";

/**
 * A person says that the web server was restarted, where its agent cannot see that. Errors: `not-allowed`, `invalid-input`, `not-found`,
 * `conflict` (no restart is pending, or the agent sees it itself).
 */
export async function confirmRestart(actor: Actor, targetId: string, input: unknown): Promise<Result<null>> {
  const allowed = may(actor, "deployment.start");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(confirmRestartSchema, input);
  if (!parsed.ok) return parsed;
  const { reason } = parsed.value;
  return transact(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Target" WHERE id::text = ${targetId} FOR UPDATE`;
    const target =
      z.uuid().safeParse(targetId).success &&
      (await tx.target.findUnique({
        where: { id: targetId, server: visibleServers(actor) },
        select: {
          id: true,
          scope: true,
          restartPendingSince: true,
          server: { select: { id: true, name: true } },
        },
      }));
    if (!target) return fail("not-found", "There is no such target.");
    const { id, scope, server, restartPendingSince } = target;
    if (restartPendingSince === null) return fail("conflict", "No restart is pending here.");
    if (await seesRestarts(tx, server.id))
      return fail(
        "conflict",
        `The agent of ${server.name} tells when the web server was started: this ends by itself with its next report after a restart.`,
      );
    await tx.target.update({ where: { id }, data: { restartPendingSince: null } });
    await recordEvent(tx, actor, {
      action: "target.confirm-restart",
      nounId: id,
      nounName: `${scope || "server level"} on ${server.name}`,
      before: { since: restartPendingSince.toISOString() },
      reason,
    });
    await notify(tx, "server", server.id);
    return ok(null);
  });
}
