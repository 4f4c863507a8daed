import { z } from "zod";
import type { ServerItem } from "@/lib/api/servers";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { notify } from "@/lib/db-notify";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma, Server, ServerReplacement } from "@/lib/generated/prisma/client";
import { noteRevoked } from "@/lib/secrets/high-water";
import { isOwnReplacement, serverMac } from "@/lib/secrets/records";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { SERVER_COLUMNS, serverItem } from "./row";

/** Does an agent with other keys ask to take the place of this server's? */
export async function hasReplacement(id: string): Promise<boolean> {
  if (!z.uuid().safeParse(id).success) return false;
  return (await db().serverReplacement.count({ where: { serverId: id } })) > 0;
}

/**
 * Gives a server the keys of the agent that asks to take its place: from this moment on the old key opens nothing. Targets and history
 * stay; waiting pushes go to the new agent. Errors: `not-allowed`, `not-found`, `stored-data-altered`, `fingerprint-mismatch`.
 */
export async function replaceKeys(
  actor: Actor,
  id: string,
  fingerprint: string,
): Promise<Result<ServerItem>> {
  let old = "";
  const replaced = await withReplacement(
    actor,
    id,
    async (tx, server, { requestedAt: _at, mac: _mac, serverId: _id, ...keys }) => {
      if (asHex(fingerprint) !== keys.fingerprint) return mismatch();
      old = server.fingerprint;
      const { signingKey, sealingKey } = keys;
      if (signingKey === null || sealingKey === null) return altered(server.name);
      const state = "approved" as const;
      const next = { ...keys, signingKey, sealingKey, state };
      await tx.serverReplacement.delete({ where: { serverId: id } });
      // Its marks of passwords are made with another key: there is nothing to compare them with.
      await tx.passwordBaseline.deleteMany({ where: { target: { serverId: id } } });
      await tx.server.update({
        where: { id },
        data: {
          ...next,
          mac: serverMac({ ...server, ...next }),
          // The new agent counts its starts from one.
          instanceId: null,
          epoch: 0,
          rivalInstanceId: null,
          rivalEpoch: null,
          rivalSeenAt: null,
          rivalRounds: 0,
          lastSeenAt: null,
          replacedAt: new Date(),
          decidedAt: new Date(),
          decidedBy: actor.name,
          automaticApproval: null,
        },
      });
      await recordEvent(tx, actor, {
        action: "server.replace-keys",
        nounId: id,
        nounName: server.name,
        before: { state: server.state, fingerprint: server.fingerprint },
        after: { state, fingerprint: keys.fingerprint },
      });
      return ok(null);
    },
  );
  if (replaced.ok) noteRevoked(old);
  return replaced;
}

/** Turns the new keys away; the server's own stay. Errors: `not-allowed`, `not-found`. */
export function rejectReplacement(actor: Actor, id: string): Promise<Result<ServerItem>> {
  return withReplacement(actor, id, async (tx, server, { fingerprint }) => {
    await tx.serverReplacement.delete({ where: { serverId: id } });
    await recordEvent(tx, actor, {
      action: "server.reject-replacement",
      nounId: id,
      nounName: server.name,
      after: { fingerprint },
    });
    return ok(null);
  });
}

async function withReplacement(
  actor: Actor,
  id: string,
  run: (tx: Prisma.TransactionClient, server: Server, asked: ServerReplacement) => Promise<Result<null>>,
): Promise<Result<ServerItem>> {
  const allowed = may(actor, "server.write");
  if (!allowed.ok) return allowed;
  return transact(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Server" WHERE id = ${id}::uuid FOR UPDATE`;
    const server = await tx.server.findUnique({ where: { id }, include: { replacement: true } });
    if (server?.replacement == null) return fail("not-found", "No agent asks to take this server's place.");
    const { replacement, ...row } = server;
    if (!isOwnReplacement(replacement)) return altered(server.name);
    const done = await run(tx, row, replacement);
    if (!done.ok) return done;
    await notify(tx, "agent", id);
    await notify(tx, "server", id);
    const after = await tx.server.findUniqueOrThrow({ where: { id }, select: SERVER_COLUMNS });
    return ok(serverItem(after, Date.now()));
  });
}

function altered(name: string) {
  return fail(
    "stored-data-altered",
    `The keys that ask to take the place of ${name} were changed behind the console's back. Make a new token.`,
  );
}

/** A fingerprint as people write it, in groups or with colons. */
export function asHex(fingerprint: string): string {
  return fingerprint.replaceAll(/[\s:]/g, "").toLowerCase();
}

export function mismatch() {
  return fail(
    "fingerprint-mismatch",
    "The fingerprint that the agent printed is not the one that enrolled. Do not approve it: somebody else may have used the token.",
    { field: "fingerprint" },
  );
}
