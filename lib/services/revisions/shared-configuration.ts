import { GROUPED } from "@/lib/auth/server-scope";
import { type CodedError, fail } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { isOwnWriter } from "@/lib/secrets/records";

/** A server, by the folder that it has its configuration from; null: from its own. */
interface Sharing {
  sharedConfiguration: string | null;
}
interface Member {
  id: string;
  name: string;
  groups: { groupId: string }[];
}
/** The approved servers that have one folder of configurationRedirection, and the one of them that was chosen to write it. */
export interface SharedGroup {
  folder: string;
  members: Member[];
  writer: Member | null;
}

/** What finds the group of each of these servers. A writer that was not chosen by the console, or that has left the folder since, is none. */
export async function sharedGroups(
  tx: Prisma.TransactionClient,
  servers: readonly Sharing[],
): Promise<(server: Sharing) => SharedGroup | undefined> {
  const folders = [...new Set(servers.flatMap(({ sharedConfiguration }) => sharedConfiguration ?? []))];
  if (folders.length === 0) return () => undefined;
  const members = await tx.server.findMany({
    where: { sharedConfiguration: { in: folders }, state: "approved" },
    select: { id: true, sharedConfiguration: true, ...GROUPED },
    orderBy: { name: "asc" },
  });
  const chosen = await tx.sharedConfiguration.findMany({ where: { folder: { in: folders } } });
  const groups = new Map(
    folders.map((folder) => {
      const here = members.filter(({ sharedConfiguration }) => sharedConfiguration === folder);
      const row = chosen.find((each) => each.folder === folder);
      const writer = row && isOwnWriter(row) ? here.find(({ id }) => id === row.writerId) : undefined;
      return [folder, { folder, members: here, writer: writer ?? null }];
    }),
  );
  return ({ sharedConfiguration }) => groups.get(sharedConfiguration ?? "");
}

/** The others whose configuration changes with this server's. */
export function othersOf(group: SharedGroup | undefined, serverId: string): Member[] {
  return group?.members.filter(({ id }) => id !== serverId) ?? [];
}

/** Why this server may not be pushed to. Codes `shared-configuration-no-writer`, `shared-configuration-other-writer`. */
export function objectionToShared(
  server: { id: string; name: string },
  group: SharedGroup | undefined,
): CodedError | null {
  if (group === undefined || group.writer?.id === server.id) return null;
  const { folder, writer } = group;
  const others = othersOf(group, server.id).map(({ name }) => name);
  if (writer === null)
    return fail(
      "shared-configuration-no-writer",
      `${server.name} has its configuration from ${folder}${others.length > 0 ? `, and so has ${others.join(", ")}` : ""}. Choose on the page of one of them that it writes this configuration, and push to that one.`,
    ).error;
  return fail(
    "shared-configuration-other-writer",
    `${server.name} has its configuration from ${folder}, which ${writer.name} writes. Push to ${writer.name}: ${server.name} follows and is looked at afterwards.`,
  ).error;
}

interface SharedPlace {
  serverId: string;
  scope: string;
  siteConfigId: string;
  server: Sharing;
}

/** Without the targets that get what is pushed to the writer's target of the same site config and scope. */
export async function withoutFollowers<T extends SharedPlace>(
  tx: Prisma.TransactionClient,
  targets: readonly T[],
): Promise<T[]> {
  const groupOf = await sharedGroups(
    tx,
    targets.map(({ server }) => server),
  );
  const writerOf = ({ server }: T) => groupOf(server)?.writer?.id;
  const keyOf = ({ server, scope, siteConfigId }: T) =>
    `${siteConfigId} ${server.sharedConfiguration} ${scope.toLowerCase()}`;
  const written = new Set(targets.filter((each) => writerOf(each) === each.serverId).map(keyOf));
  return targets.filter((each) => {
    const writer = writerOf(each);
    return writer === undefined || writer === each.serverId || !written.has(keyOf(each));
  });
}
