import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";

/**
 * Deletes a group; its servers stay. One that limits an account is not deleted: without its last group the account could be
 * used everywhere. Errors: `not-allowed`, `not-found`, `in-use` (which names the accounts).
 */
export async function removeServerGroup(actor: Actor, id: string): Promise<Result<null>> {
  const allowed = may(actor, "server.write");
  if (!allowed.ok) return allowed;
  if (!z.uuid().safeParse(id).success) return notFound();
  return transact(async (tx) => {
    const row = await tx.serverGroup.findUnique({
      where: { id },
      select: {
        name: true,
        note: true,
        accounts: { select: { account: { select: { userName: true } } } },
        servers: { select: { server: { select: { name: true } } } },
      },
    });
    if (row === null) return notFound();
    const limited = row.accounts.map(({ account }) => account.userName).toSorted();
    if (limited.length > 0)
      return fail(
        "in-use",
        `${row.name} limits ${limited.slice(0, 20).join(", ")}${limited.length > 20 ? " and others" : ""}. Choose other groups for ${limited.length === 1 ? "this account" : "these accounts"} first.`,
      );
    await tx.serverGroup.delete({ where: { id } });
    const before = {
      name: row.name,
      note: row.note,
      servers: row.servers.map(({ server }) => server.name).toSorted(),
    };
    await recordEvent(tx, actor, { action: "server-group.delete", nounId: id, nounName: row.name, before });
    return ok(null);
  });
}

function notFound() {
  return fail("not-found", "There is no such server group. It may have been deleted already.");
}
