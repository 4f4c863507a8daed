import type { z } from "zod";
import { auditNewsQuerySchema, type auditNewsSchema } from "@/lib/api/audit-events";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { pollUntil } from "@/lib/db-notify";
import { ok, type Result } from "@/lib/errors";

const WAIT_MS = 25_000;

/**
 * For the live tail: answers as soon as there is an event behind the one that is named, after half a minute that there is
 * none. Errors: `not-allowed`, `invalid-input`.
 */
export async function waitForEvents(
  actor: Actor,
  input: unknown,
  signal?: AbortSignal,
): Promise<Result<z.infer<typeof auditNewsSchema>>> {
  const allowed = may(actor, "audit.read");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(auditNewsQuerySchema, input);
  if (!parsed.ok) return parsed;
  const where = { id: { gt: BigInt(parsed.value.after) } };
  const read = async () => (await db().auditEvent.findFirst({ where, select: { id: true } })) ?? undefined;
  const found = await pollUntil("audit", () => true, WAIT_MS, read, signal);
  return ok({ news: found !== undefined });
}
