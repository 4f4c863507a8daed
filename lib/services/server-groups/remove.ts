import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";

/**
 * Deletes a group; its servers stay. One that limits an account, a person or a token is not deleted: without its last group it would
 * be limited no more. Errors: `not-allowed`, `not-found`, `in-use` (which names them).
 */
export async function removeServerGroup(actor: Actor, id: string): Promise<Result<null>> {
  const allowed = may(actor, "server.write");
  if (!allowed.ok) return allowed;
  if (!z.uuid().safeParse(id).success) return notFound();
  return transact(async (tx) => {
    // Nobody is limited to it from here on.
    await tx.$queryRaw`SELECT 1 FROM "ServerGroup" WHERE id = ${id}::uuid FOR UPDATE`;
    const row = await tx.serverGroup.findUnique({
      where: { id },
      select: {
        name: true,
        note: true,
        people: { select: { person: { select: { name: true } } } },
        tokens: { select: { apiToken: { select: { name: true, revokedAt: true, expiresAt: true } } } },
        accounts: { select: { account: { select: { userName: true } } } },
        servers: { select: { server: { select: { name: true } } } },
      },
    });
    if (row === null) return notFound();
    const now = new Date();
    const tokens = row.tokens.map(({ apiToken }) => apiToken);
    const limited = [
      ...row.accounts.map(({ account }) => account.userName),
      ...row.people.map(({ person }) => person.name),
      ...tokens
        .filter(({ revokedAt, expiresAt }) => revokedAt === null && expiresAt > now)
        .map(({ name }) => `the API token ${name}`),
    ].toSorted();
    if (limited.length > 0)
      return fail(
        "in-use",
        `${row.name} limits ${limited.slice(0, 20).join(", ")}${limited.length > 20 ? " and others" : ""}. Choose other groups there first; a token is revoked and made anew.`,
      );
    // Of tokens that are of no use any more.
    await tx.apiTokenServerGroup.deleteMany({ where: { groupId: id } });
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
