import { z } from "zod";
import type { AuditAction } from "@/lib/api/audit-events";
import type { ServerItem } from "@/lib/api/servers";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { notify } from "@/lib/db-notify";
import { fail, ok, type Result } from "@/lib/errors";
import type { Server, ServerState } from "@/lib/generated/prisma/client";
import { noteRevoked } from "@/lib/secrets/high-water";
import { isOwnServer, serverMac } from "@/lib/secrets/records";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { SERVER_COLUMNS, serverItem } from "./row";

interface Decision {
  state: ServerState;
  action: AuditAction;
  /** From which states it may be decided. */
  from: readonly ServerState[];
  /** A further condition on the row. */
  check?: (server: Server) => Result<true>;
}

/**
 * Moves a server to another state and tells its waiting agent at once.
 * Errors: `not-allowed`, `not-found`, `conflict` (decided already), `stored-data-altered`, and the check's own.
 */
export async function decideServer(
  actor: Actor,
  id: string,
  decision: Decision,
): Promise<Result<ServerItem>> {
  const allowed = may(actor, "server.write");
  if (!allowed.ok) return allowed;
  if (!z.uuid().safeParse(id).success) return fail("not-found", "There is no such server.");
  const decided = await transact(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Server" WHERE id = ${id}::uuid FOR UPDATE`;
    const server = await tx.server.findUnique({ where: { id } });
    if (server === null) return fail("not-found", "There is no such server.");
    if (!decision.from.includes(server.state))
      return fail("conflict", `${server.name} is ${server.state} already. Load the page again.`);
    // An altered record gives no rights, so that taking rights away needs no proof of it.
    if (decision.state === "approved" && !isOwnServer(server))
      return fail(
        "stored-data-altered",
        `The record of ${server.name} was changed behind the console's back. Revoke it and enrol the server again.`,
      );
    const checked = decision.check?.(server) ?? ok(true);
    if (!checked.ok) return checked;
    const { state } = decision;
    const row = await tx.server.update({
      where: { id },
      data: {
        state,
        decidedAt: new Date(),
        decidedBy: actor.name,
        automaticApproval: null,
        mac: serverMac({ ...server, state }),
      },
      select: SERVER_COLUMNS,
    });
    await recordEvent(tx, actor, {
      action: decision.action,
      nounId: id,
      nounName: server.name,
      before: { state: server.state },
      after: { state, fingerprint: server.fingerprint },
    });
    await notify(tx, "agent", id);
    return ok(serverItem(row, Date.now()));
  });
  // Outside the database too: somebody who kept the approved row must not bring the server back with it.
  if (decided.ok && decision.state === "revoked") noteRevoked(decided.value.fingerprint);
  return decided;
}
