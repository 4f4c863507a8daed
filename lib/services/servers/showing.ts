import type { ServerQuery } from "@/lib/api/servers";
import { isOnline, OFFLINE_AFTER_MS, targetState } from "@/lib/api/target-state";
import type { Actor } from "@/lib/auth/actor";
import { visibleServers } from "@/lib/auth/server-scope";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";

/** Servers that stand so, or that have a target that does: those that the overview counts. `now` in milliseconds since 1970. */
export async function showingFilter(
  actor: Actor,
  show: NonNullable<ServerQuery["show"]>,
  now: number,
): Promise<Prisma.ServerWhereInput> {
  switch (show) {
    case "":
      return {};
    case "pending":
      return { OR: [{ state: "pending" }, { replacement: { isNot: null } }] };
    case "quarantined":
      return { state: "quarantined" };
    case "offline":
      return {
        state: "approved",
        OR: [{ lastSeenAt: null }, { lastSeenAt: { lt: new Date(now - OFFLINE_AFTER_MS) } }],
      };
    case "restart-pending":
      return { targets: { some: { restartPendingSince: { not: null } } } };
    case "correction-held":
      return { targets: { some: { correctionHeldAt: { not: null } } } };
    default: {
      const targets = await db().target.findMany({
        where: { server: visibleServers(actor) },
        select: {
          serverId: true,
          deployedDigest: true,
          observedDigest: true,
          bindingDrift: true,
          passwordBaseline: { select: { drift: true } },
          server: { select: { state: true, lastSeenAt: true } },
          jobs: { select: { state: true }, orderBy: { sequence: "desc" }, take: 1 },
        },
      });
      const matching = targets.filter(({ server, jobs, passwordBaseline, ...digests }) => {
        const online = server.state === "approved" && isOnline(server.lastSeenAt, now);
        const passwordsDrifted = passwordBaseline?.drift != null;
        return (
          targetState({ ...digests, passwordsDrifted, lastJob: jobs[0]?.state ?? null, online }) === show
        );
      });
      return { id: { in: [...new Set(matching.map(({ serverId }) => serverId))] } };
    }
  }
}
