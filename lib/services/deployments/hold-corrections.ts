import { CORRECTIONS_A_DAY, type CorrectionHold, HOLD_SENTENCES } from "@/lib/api/correction-hold";
import { CONSOLE } from "@/lib/auth/actor";
import { notify } from "@/lib/db-notify";
import type { Correction, Prisma } from "@/lib/generated/prisma/client";
import { recordEvent } from "@/lib/services/audit/record";

type Drift = Pick<Correction, "revisionId" | "observedDigest" | "passwordDrift" | "bindingDrift">;

/**
 * Why this drift is not to be corrected after these corrections of the last 24 hours; null: it is to be. The same one at once: something
 * puts it back, and would do so again.
 */
export function holdOf(corrections: readonly Drift[], drift: Drift): CorrectionHold | null {
  const repeated = corrections.some(
    (each) =>
      each.revisionId === drift.revisionId &&
      each.observedDigest === drift.observedDigest &&
      each.passwordDrift === drift.passwordDrift &&
      each.bindingDrift === drift.bindingDrift,
  );
  if (repeated) return "repeated";
  return corrections.length >= CORRECTIONS_A_DAY ? "limit" : null;
}

/** Leaves a target that is enforced alone until a person has looked, with one event; not where the mode changed meanwhile. */
export async function holdCorrections(
  tx: Prisma.TransactionClient,
  target: { id: string; scope: string; server: { id: string; name: string } },
  hold: CorrectionHold,
  drift: Drift,
): Promise<void> {
  const { id, scope, server } = target;
  const held = await tx.target.updateMany({
    where: { id, mode: "enforce", correctionHeldAt: null },
    data: { correctionHeldAt: new Date(), correctionHold: hold },
  });
  if (held.count === 0) return;
  await recordEvent(tx, CONSOLE, {
    action: "target.correction-held",
    nounId: id,
    nounName: `${scope || "server level"} on ${server.name}`,
    after: { hold, observedDigest: drift.observedDigest },
    reason: HOLD_SENTENCES[hold],
  });
  await notify(tx, "server", server.id);
}
