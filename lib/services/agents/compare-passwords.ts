import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { Actor } from "@/lib/auth/actor";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Observed } from "@/lib/iis/inventory";
import { type DriftedPassword, driftedPasswords, passwordMarksSchema } from "@/lib/iis/password-drift";
import { recordEvents } from "@/lib/services/audit/record";

interface SeenTarget {
  id: string;
  /** For the event. */
  name: string;
  actor: Actor;
  /** Number of the deployed revision. */
  revision: number | null;
  passwords: Observed["passwords"];
}

/** So many accounts an event names. */
const NAMED = 100;

/**
 * Compares what agents tell of passwords with what the last verified push left, in the caller's transaction. A target that no push was
 * verified on, and one that a push is on right now, is compared with nothing. An event when other entries differ than before.
 */
export async function comparePasswords(
  tx: Prisma.TransactionClient,
  seen: readonly SeenTarget[],
): Promise<void> {
  const baselines = await tx.passwordBaseline.findMany({
    where: {
      targetId: { in: seen.map(({ id }) => id) },
      // Also one whose lease ran out: its agent may have done it, and tell later.
      target: { jobs: { none: { state: { in: ["leased", "queued"] }, leaseId: { not: null } } } },
    },
    select: { targetId: true, marks: true, drift: true },
  });
  const targetOf = new Map(seen.map((target) => [target.id, target]));
  for (const { targetId, marks, drift: before } of baselines) {
    const target = targetOf.get(targetId);
    if (target === undefined) continue;
    const drifted = driftedPasswords(passwordMarksSchema.parse(marks), target.passwords);
    const drift = nameOf(drifted);
    if (drift === before) continue;
    await tx.passwordBaseline.update({ where: { targetId }, data: { drifted, drift } });
    await recordEvents(tx, [eventOf(target, drifted)]);
  }
}

/** One name for one set of entries. What the passwords are is no part of it: a set is put right once, however it changes. */
function nameOf(drifted: readonly DriftedPassword[]): string | null {
  if (drifted.length === 0) return null;
  const entries = drifted.map(({ entry, account }) => [entry, account]).sort();
  return createHash("sha256")
    .update(canonicalize(entries) ?? "")
    .digest("hex");
}

function eventOf({ id, name, actor, revision }: SeenTarget, drifted: readonly DriftedPassword[]) {
  const accounts = [...new Map(drifted.map(({ account, userName }) => [account, userName])).values()];
  const entry = {
    action: drifted.length > 0 ? ("target.password-drifted" as const) : ("target.passwords-in-sync" as const),
    nounId: id,
    nounName: name,
    after: { revision, entries: drifted.length, accounts: accounts.slice(0, NAMED) },
  };
  return { actor, entry };
}
