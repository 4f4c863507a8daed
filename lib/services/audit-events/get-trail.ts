import type { AuditTrail } from "@/lib/api/audit-trail";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { chainStart } from "@/lib/services/audit/trail";
import { trailState } from "./trail-state";
import { verifyTrail } from "./verify-trail";

/** What is known of the chain of events, from the console's own looking. Error `not-allowed`. */
export async function getTrail(actor: Actor): Promise<Result<AuditTrail>> {
  const allowed = may(actor, "audit.read");
  return allowed.ok ? ok(await describe()) : allowed;
}

let verifying: Promise<unknown> | undefined;

/** Verifies all events now; who asks meanwhile gets the same answer. Error `not-allowed`. */
export async function verifyNow(actor: Actor): Promise<Result<AuditTrail>> {
  const allowed = may(actor, "audit.read");
  if (!allowed.ok) return allowed;
  verifying ??= verifyTrail().finally(() => {
    verifying = undefined;
  });
  await verifying;
  return ok(await describe());
}

async function describe(): Promise<AuditTrail> {
  const state = trailState();
  const { after } = await chainStart(db());
  const { at, events, head, vouchedUpTo, problem } = state ?? {};
  return {
    verified:
      at === undefined || events === undefined || head === undefined
        ? null
        : { at, events, upTo: head.number, vouchedUpTo: vouchedUpTo ?? null },
    problem: problem ?? null,
    cutUpTo: after.number === 0 ? null : after.number,
  };
}
