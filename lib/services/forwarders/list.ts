import type { Forwarder } from "@/lib/api/event-forwarders";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { chainHead } from "@/lib/services/audit/trail";
import { forwarderItem } from "./row";

/** Where events are forwarded to, by name. Error `not-allowed`. */
export async function listForwarders(actor: Actor): Promise<Result<{ items: Forwarder[] }>> {
  const allowed = may(actor, "audit.read");
  if (!allowed.ok) return allowed;
  const { number } = await chainHead(db());
  const rows = await db().eventForwarder.findMany({ orderBy: { name: "asc" } });
  return ok({ items: rows.map((row) => forwarderItem(row, number)) });
}
