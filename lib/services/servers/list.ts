import { literally, type Page } from "@/lib/api/page";
import { parseInput } from "@/lib/api/parse";
import { type ServerItem, serverQuerySchema } from "@/lib/api/servers";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { SERVER_COLUMNS, serverItem } from "./row";

/** Servers, those that wait for approval first. Errors: `not-allowed`, `invalid-input`. */
export async function listServers(actor: Actor, input: unknown): Promise<Result<Page<ServerItem>>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(serverQuerySchema, input);
  if (!parsed.ok) return parsed;
  const { cursor, limit, query } = parsed.value;
  const text = { contains: literally(query), mode: "insensitive" } as const;
  const where: Prisma.ServerWhereInput = query ? { OR: [{ name: text }, { hostName: text }] } : {};
  const [total, rows] = await Promise.all([
    db().server.count({ where }),
    db().server.findMany({
      where,
      select: SERVER_COLUMNS,
      orderBy: [{ state: "asc" }, { name: "asc" }, { id: "asc" }],
      take: limit + 1,
      ...(cursor && { cursor: { id: cursor }, skip: 1 }),
    }),
  ]);
  const page = rows.slice(0, limit);
  return ok({
    items: page.map((row) => serverItem(row, Date.now())),
    total,
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  });
}
