import { type CutOffItem, cutOffQuerySchema } from "@/lib/api/cut-offs";
import { cutPage, literally, type Page, pageWindow } from "@/lib/api/page";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { CUT_OFF_COLUMNS, cutOffItem } from "./row";

/** Cut-offs, newest first, one page. Errors: `not-allowed`, `invalid-input`. */
export async function listCutOffs(actor: Actor, input: unknown): Promise<Result<Page<CutOffItem>>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(cutOffQuerySchema, input);
  if (!parsed.ok) return parsed;
  const { cursor, limit, query } = parsed.value;
  const text = { contains: literally(query), mode: "insensitive" } as const;
  const where: Prisma.CutOffWhereInput = query
    ? { OR: [{ name: text }, { reason: text }, { startedBy: text }] }
    : {};
  const [total, rows] = await Promise.all([
    db().cutOff.count({ where }),
    db().cutOff.findMany({
      where,
      select: CUT_OFF_COLUMNS,
      orderBy: { number: "desc" },
      ...pageWindow({ cursor, limit }),
    }),
  ]);
  return ok(cutPage(rows, limit, total, cutOffItem));
}
