import { z } from "zod";
import { updateForwarderSchema } from "@/lib/api/event-forwarders";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import type { EventForwarder, Prisma } from "@/lib/generated/prisma/client";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { addressOf } from "./row";

/** Pauses forwarding, or goes on where it was left and at once. Errors: `not-allowed`, `invalid-input`, `not-found`. */
export async function updateForwarder(actor: Actor, id: string, input: unknown): Promise<Result<null>> {
  const allowed = may(actor, "forwarder.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(updateForwarderSchema, input);
  if (!parsed.ok) return parsed;
  const { enabled } = parsed.value;
  return change(id, async (tx, row) => {
    await tx.eventForwarder.update({ where: { id }, data: { enabled, failures: 0, nextAttemptAt: null } });
    const values = { before: { enabled: row.enabled }, after: { enabled } };
    await recordEvent(tx, actor, { action: "forwarder.update", nounId: id, nounName: row.name, ...values });
  });
}

/** Ends forwarding. Errors: `not-allowed`, `not-found`. */
export async function removeForwarder(actor: Actor, id: string): Promise<Result<null>> {
  const allowed = may(actor, "forwarder.write");
  if (!allowed.ok) return allowed;
  return change(id, async (tx, row) => {
    await tx.eventForwarder.delete({ where: { id } });
    const before = { kind: row.kind, address: addressOf(row), upTo: Number(row.upTo) };
    await recordEvent(tx, actor, { action: "forwarder.delete", nounId: id, nounName: row.name, before });
  });
}

async function change(
  id: string,
  write: (tx: Prisma.TransactionClient, row: EventForwarder) => Promise<void>,
): Promise<Result<null>> {
  const known = z.uuid().safeParse(id).success;
  return transact(async (tx) => {
    const row = known ? await tx.eventForwarder.findUnique({ where: { id } }) : null;
    if (row === null)
      return fail("not-found", "There is no such destination. It may have been removed already.");
    await write(tx, row);
    return ok(null);
  });
}
