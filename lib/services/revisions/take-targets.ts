import { isScopeAllowed } from "@/lib/agent-api/allowed-scope";
import type { Actor } from "@/lib/auth/actor";
import { GROUPED, mayOnServers } from "@/lib/auth/server-scope";
import { type CodedError, fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { triesPassword } from "@/lib/iis/password-handling";
import { type LimitedAccount, outOfScope } from "./account-scope";
import { objectionToShared, othersOf, sharedGroups } from "./shared-configuration";

export interface Place {
  serverId: string;
  scope: string;
}
export interface TakenTarget extends Place {
  targetId: string;
  sequence: number;
  serverName: string;
  /** Its agent tries a new password by a logon. */
  triesPasswords: boolean;
}

/** IIS compares names of sites without case: two spellings are one place. */
export function placeKey({ serverId, scope }: Place): string {
  return `${serverId} ${scope.toLowerCase()}`;
}

/**
 * Makes or takes the targets of a push, raises the sequence of each and lets older waiting jobs give way, with a handful of
 * statements however many there are. Locks the servers' rows, always in the same order. Answers in the order of `places`.
 * Errors: `server-out-of-scope`, `server-not-approved`, `account-out-of-scope`, `scope-not-allowed`, `target-taken`, `target-observed`,
 * `push-running` and those of `objectionToShared`.
 */
export async function takeTargets(
  tx: Prisma.TransactionClient,
  actor: Actor,
  places: readonly Place[],
  siteConfigId: string,
  limited: readonly LimitedAccount[],
): Promise<Result<TakenTarget[]>> {
  const ids = [...new Set(places.map(({ serverId }) => serverId))].toSorted();
  await tx.$queryRaw`SELECT 1 FROM "Server" WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  const servers = await tx.server.findMany({
    where: { id: { in: ids } },
    select: { id: true, state: true, sharedConfiguration: true, ...GROUPED },
  });
  // What is pushed to the writer of a shared configuration reaches the others too.
  const groupOf = await sharedGroups(tx, servers);
  const reached = servers.flatMap((server) => othersOf(groupOf(server), server.id));
  const inScope = mayOnServers(actor, [...servers, ...reached]);
  if (!inScope.ok) return inScope;
  const serverOf = new Map(servers.map((server) => [server.id, server]));
  for (const id of ids) {
    const server = serverOf.get(id);
    if (server?.state !== "approved")
      return fail("server-not-approved", `${server?.name ?? "The server"} is not approved.`);
    const objection = objectionToShared(server, groupOf(server));
    if (objection) return { ok: false, error: objection };
    const [outside] = [server, ...othersOf(groupOf(server), id)].flatMap((each) => outOfScope(limited, each));
    if (outside !== undefined) return { ok: false, error: outside };
  }
  const known = await tx.target.findMany({
    where: { serverId: { in: ids } },
    select: { serverId: true, scope: true },
  });
  const there = new Set(known.map(placeKey));
  await tx.target.createMany({
    data: places.flatMap(({ serverId, scope }) =>
      there.has(placeKey({ serverId, scope })) ? [] : [{ serverId, scope, siteConfigId }],
    ),
  });
  const wanted = new Set(places.map(placeKey));
  const rows = await tx.target.findMany({ where: { serverId: { in: ids } }, select: TARGET_FOR_PUSH });
  const targets = new Map(rows.map((row) => [placeKey(row), row]));
  for (const key of wanted) {
    const target = targets.get(key);
    const objection = target && objectionTo(target, siteConfigId);
    if (objection) return { ok: false, error: objection };
  }
  const taken = places.flatMap((place) => targets.get(placeKey(place)) ?? []);
  const targetIds = taken.map(({ id }) => id);
  await tx.target.updateMany({ where: { id: { in: targetIds } }, data: { sequence: { increment: 1 } } });
  await tx.deploymentTarget.updateMany({
    where: { targetId: { in: targetIds }, state: "queued" },
    data: { state: "superseded", finishedAt: new Date() },
  });
  return ok(
    taken.map(({ id, serverId, scope, sequence, server }) => {
      const triesPasswords = triesPassword(server.passwordHandling);
      return {
        targetId: id,
        serverId,
        scope,
        sequence: sequence + 1,
        serverName: server.name,
        triesPasswords,
      };
    }),
  );
}

const TARGET_FOR_PUSH = {
  id: true,
  serverId: true,
  scope: true,
  sequence: true,
  mode: true,
  siteConfigId: true,
  server: { select: { name: true, passwordHandling: true, allowedSites: true } },
  siteConfig: { select: { name: true } },
  jobs: { where: { state: "leased" }, select: { id: true }, take: 1 },
} as const satisfies Prisma.TargetSelect;

function objectionTo(
  target: Prisma.TargetGetPayload<{ select: typeof TARGET_FOR_PUSH }>,
  siteConfigId: string,
): CodedError | null {
  const place = `"${target.scope || "server level"}" on ${target.server.name}`;
  if (target.siteConfigId !== siteConfigId)
    return fail("target-taken", `${place} belongs to the site config ${target.siteConfig.name}.`).error;
  if (!isScopeAllowed(target.scope, target.server.allowedSites))
    return fail(
      "scope-not-allowed",
      `The agent of ${target.server.name} was not enrolled for "${target.scope || "server level"}".`,
    ).error;
  if (target.mode === "observe")
    return fail("target-observed", `${place} is only observed. Set its mode to monitor or enforce first.`)
      .error;
  if (target.jobs.length > 0)
    return fail("push-running", `A push to ${target.server.name} is running. Wait for its end.`).error;
  return null;
}
