import type { ApiTokenItem } from "@/lib/api/api-tokens";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { apiTokenItem, WITH_GROUPS } from "./row";

/** All tokens, the newest first, those that are of no use any more too. Error `not-allowed`. */
export async function listApiTokens(actor: Actor): Promise<Result<{ items: ApiTokenItem[] }>> {
  const allowed = may(actor, "audit.read");
  if (!allowed.ok) return allowed;
  const rows = await db().apiToken.findMany({ include: WITH_GROUPS, orderBy: { id: "desc" } });
  const now = new Date();
  return ok({ items: rows.map((row) => apiTokenItem(row, now)) });
}
