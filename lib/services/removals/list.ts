import { cutPage, literally, type Page, pageWindow } from "@/lib/api/page";
import { parseInput } from "@/lib/api/parse";
import { type RemovalItem, type RemovalQuery, removalQuerySchema } from "@/lib/api/removals";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { opensOf } from "./opens";
import { REMOVAL_ROW, removalItem } from "./row";

/** Removals of old mappings, newest first, one page. Errors: `not-allowed`, `invalid-input`. */
export async function listRemovals(actor: Actor, input: unknown): Promise<Result<Page<RemovalItem>>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const query = parseInput(removalQuerySchema, input);
  if (!query.ok) return query;
  const { cursor, limit } = query.value;
  const where = filter(query.value);
  const [total, rows] = await Promise.all([
    db().scheduledRemoval.count({ where }),
    db().scheduledRemoval.findMany({
      where,
      include: REMOVAL_ROW,
      orderBy: { id: "desc" },
      ...pageWindow({ cursor, limit }),
    }),
  ]);
  const opens = await opensOf(db(), rows, Date.now());
  return ok(cutPage(rows, limit, total, (row) => removalItem(row, opens.get(row.id) ?? null)));
}

function filter({ query, state, siteConfigId, sha256 }: RemovalQuery): Prisma.ScheduledRemovalWhereInput {
  const text = { contains: literally(query), mode: "insensitive" } as const;
  const parts: Prisma.ScheduledRemovalWhereInput[] = [];
  if (state === "open") parts.push({ state: { in: ["planned", "waiting", "pushing", "failed"] } });
  else if (state !== "any") parts.push({ state });
  if (siteConfigId !== undefined) parts.push({ siteConfigId });
  if (sha256 !== undefined) parts.push({ OR: [{ oldSha256: sha256 }, { newSha256: sha256 }] });
  if (query !== "")
    parts.push({
      OR: [{ oldName: text }, { newName: text }, { userName: text }, { siteConfig: { name: text } }],
    });
  return { AND: parts };
}
