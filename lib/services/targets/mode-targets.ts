import type { ServerModes, TargetMode } from "@/lib/api/targets";
import type { Actor } from "@/lib/auth/actor";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { recordEvents } from "@/lib/services/audit/record";
import { releaseCorrections } from "@/lib/services/revisions/release-corrections";

const TARGET_WITH_MODE = {
  id: true,
  mode: true,
  correctionHold: true,
  scope: true,
  serverId: true,
  server: { select: { name: true } },
} as const satisfies Prisma.TargetSelect;
type TargetWithMode = Prisma.TargetGetPayload<{ select: typeof TARGET_WITH_MODE }>;

/** Targets of these servers, or of those in this group. Error `not-found`: a server, or the group, is not there any more. */
export async function targetsOfServers(
  tx: Prisma.TransactionClient,
  { serverIds, serverGroupId }: Omit<ServerModes, "mode">,
): Promise<Result<TargetWithMode[]>> {
  if (serverGroupId !== undefined) {
    if ((await tx.serverGroup.count({ where: { id: serverGroupId } })) === 0)
      return fail("not-found", "There is no such server group. It may have been deleted.");
    return ok(await readTargets(tx, { server: { groups: { some: { groupId: serverGroupId } } } }));
  }
  const ids = [...new Set(serverIds)];
  if ((await tx.server.count({ where: { id: { in: ids } } })) < ids.length)
    return fail("not-found", "One of the servers is not there any more. Load the page again.", {
      field: "serverIds",
    });
  return ok(await readTargets(tx, { serverId: { in: ids } }));
}

/** Locks targets, always in the same order, and reads them: their modes stay until the end of the transaction. */
export async function holdTargets(
  tx: Prisma.TransactionClient,
  ids: readonly string[],
): Promise<TargetWithMode[]> {
  await tx.$queryRaw`SELECT 1 FROM "Target" WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  return readTargets(tx, { id: { in: [...ids] } });
}

/** Would it be another mode, or the same anew, which lets go what is held? */
export function changesWith({ mode: before, correctionHold }: TargetWithMode, mode: TargetMode): boolean {
  return before !== mode || correctionHold !== null;
}

/** Gives them the mode, with an event for each, and lets go what is held; those that have it already and are not held are left alone. */
export async function changeModes(
  tx: Prisma.TransactionClient,
  actor: Actor,
  targets: readonly TargetWithMode[],
  mode: TargetMode,
): Promise<{ changed: number }> {
  const others = targets.filter((target) => changesWith(target, mode));
  await releaseCorrections(
    tx,
    others.map(({ id }) => id),
  );
  await tx.target.updateMany({ where: { id: { in: others.map(({ id }) => id) } }, data: { mode } });
  await recordEvents(
    tx,
    others.map(({ id, scope, server, mode: before, correctionHold }) => ({
      actor,
      entry: {
        action: "target.set-mode",
        nounId: id,
        nounName: `${scope || "server level"} on ${server.name}`,
        before: { mode: before, ...(correctionHold !== null && { held: correctionHold }) },
        after: { mode },
      },
    })),
  );
  return { changed: others.length };
}

function readTargets(tx: Prisma.TransactionClient, where: Prisma.TargetWhereInput) {
  return tx.target.findMany({ where, select: TARGET_WITH_MODE, orderBy: { id: "asc" } });
}
