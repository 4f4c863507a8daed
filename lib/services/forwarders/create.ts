import { randomUUID } from "node:crypto";
import { createForwarderSchema, type ForwarderMade } from "@/lib/api/event-forwarders";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { webhookSecret } from "@/lib/secrets/records";
import { recordEvent } from "@/lib/services/audit/record";
import { chainHead, chainStart } from "@/lib/services/audit/trail";
import { transact } from "@/lib/services/audit/transaction";
import { addressOf, forwarderItem } from "./row";

/** A destination stands for itself: more of them than this only cost. */
const LIMIT = 20;

/**
 * Begins to forward events. The event of this is the first one that goes there, so that a wrong address shows at once.
 * Errors: `not-allowed`, `invalid-input`, `already-exists`, `conflict`.
 */
export async function createForwarder(actor: Actor, input: unknown): Promise<Result<ForwarderMade>> {
  const allowed = may(actor, "forwarder.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(createForwarderSchema, input);
  if (!parsed.ok) return parsed;
  const { from, ...given } = parsed.value;
  return transact(async (tx) => {
    const { name } = given;
    if ((await tx.eventForwarder.findUnique({ where: { name } })) !== null)
      return fail("already-exists", `There is a destination called ${name} already.`, { field: "name" });
    if ((await tx.eventForwarder.count()) >= LIMIT)
      return fail("conflict", `Events go to ${LIMIT} destinations at most. Remove one first.`);
    const { number } = from === "start" ? (await chainStart(tx)).after : await chainHead(tx);
    const data = { id: randomUUID(), ...given, upTo: BigInt(number), createdBy: actor.name };
    const row = await tx.eventForwarder.create({ data });
    const after = { kind: row.kind, address: addressOf(row), from };
    await recordEvent(tx, actor, { action: "forwarder.create", nounId: row.id, nounName: name, after });
    const secret = row.kind === "webhook" ? webhookSecret(row.id) : null;
    return ok({ forwarder: forwarderItem(row, number), secret });
  });
}
