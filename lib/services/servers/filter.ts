import { literally } from "@/lib/api/page";
import type { Prisma } from "@/lib/generated/prisma/client";

/** Servers by name, host name, tag or a site that they have a site config for; of one group; with one tag. */
export function serverFilter({
  query,
  group,
  tag,
}: {
  query: string;
  group: string;
  tag: string;
}): Prisma.ServerWhereInput {
  const text = { contains: literally(query), mode: "insensitive" } as const;
  const words = { tags: { has: query.toLowerCase() } };
  return {
    ...(query && {
      OR: [{ name: text }, { hostName: text }, words, { targets: { some: { scope: text } } }],
    }),
    ...(group && { groups: { some: { groupId: group } } }),
    ...(tag && { tags: { has: tag.toLowerCase() } }),
  };
}
