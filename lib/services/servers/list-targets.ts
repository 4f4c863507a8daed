import { z } from "zod";
import { TARGETS_LIMIT, type TargetList } from "@/lib/api/targets";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { visibleServers } from "@/lib/auth/server-scope";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { TARGET_COLUMNS, targetItem } from "./target-row";

/** Where a site config is at work, by server and site. Errors: `not-allowed`, `not-found`. */
export async function listTargets(actor: Actor, siteConfigId: string): Promise<Result<TargetList>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  if (!z.uuid().safeParse(siteConfigId).success) return fail("not-found", "There is no such site config.");
  const rows = await db().target.findMany({
    where: { siteConfigId, server: visibleServers(actor) },
    select: TARGET_COLUMNS,
    orderBy: [{ server: { name: "asc" } }, { scope: "asc" }],
    take: TARGETS_LIMIT,
  });
  const now = Date.now();
  return ok({ items: rows.map((row) => targetItem(row, now)) });
}
