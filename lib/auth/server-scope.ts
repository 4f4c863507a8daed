import type { Actor } from "@/lib/auth/actor";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";

/**
 * The server groups that an actor is limited to; null: every server. Administrators are not: they say who is. Neither are agents and
 * the console itself.
 */
export function scopeOf(actor: Actor): readonly { id: string; name: string }[] | null {
  if (actor.kind !== "person" && actor.kind !== "token") return null;
  return actor.role !== "administrator" && actor.serverGroups?.length ? actor.serverGroups : null;
}

/** The same as names, for those who read what was made within it. */
export function scopeNames(actor: Actor): string[] | null {
  return scopeOf(actor)?.map(({ name }) => name) ?? null;
}

/** A server with the groups it is in. */
interface GroupedServer {
  name: string;
  groups: readonly { groupId: string }[];
}
export const GROUPED = { name: true, groups: { select: { groupId: true } } } as const;

/** May the actor act on all of these servers, as far as groups limit him? Error: `server-out-of-scope`, which names those outside. */
export function mayOnServers(actor: Actor, servers: readonly GroupedServer[]): Result<true> {
  const scope = scopeOf(actor);
  if (scope === null) return ok(true);
  const inside = new Set(scope.map(({ id }) => id));
  const outside = servers.filter(({ groups }) => !groups.some(({ groupId }) => inside.has(groupId)));
  if (outside.length === 0) return ok(true);
  const names = [...new Set(outside.map(({ name }) => name))].toSorted();
  const more = names.length > NAMED ? " and others" : "";
  return fail(
    "server-out-of-scope",
    `You are limited to ${scope.map(({ name }) => name).join(", ")}. Outside of that: ${names.slice(0, NAMED).join(", ")}${more}.`,
  );
}

/** The servers that the actor may see, as a condition. One outside of it is not found. */
export function visibleServers(actor: Actor): Prisma.ServerWhereInput {
  const scope = scopeOf(actor);
  return scope === null ? {} : { groups: { some: { groupId: { in: scope.map(({ id }) => id) } } } };
}

/** A change of a site config reaches every server that it is at work on. Error: `server-out-of-scope`. */
export async function mayChangeSiteConfig(
  tx: Prisma.TransactionClient,
  actor: Actor,
  siteConfigId: string,
): Promise<Result<true>> {
  if (scopeOf(actor) === null) return ok(true);
  const targets = await tx.target.findMany({
    where: { siteConfigId },
    select: { server: { select: GROUPED } },
  });
  return mayOnServers(
    actor,
    targets.map(({ server }) => server),
  );
}

const NAMED = 20;
