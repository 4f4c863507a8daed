import type { Actor } from "@/lib/auth/actor";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { takeSealingKey } from "@/lib/secrets/key-lock";
import { type BegunRotation, beginRotation, endRotation, reseal } from "@/lib/secrets/rotation";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { bindNames } from "./bind-names";

/** Everybody who seals waits meanwhile; 100,000 accounts take seconds. */
const TIMEOUT_MS = 600_000;

export interface Rotation extends BegunRotation {
  resealed: number;
}

/**
 * A new key for stored passwords: added to the key file, every password resealed in one transaction, the old keys dropped.
 * Killed at any point it is finished by the next run. For the console's own command, not for people over the API.
 * Errors: `not-allowed`, `key-file-unusable`, `secret-unreadable` (says whose; the old keys stay).
 */
export async function rotateKey(actor: Actor): Promise<Result<Rotation>> {
  if (actor.kind !== "system")
    return fail("not-allowed", "The key is rotated by the command on the console's own machine.");
  const bound = await bindNames(actor);
  if (!bound.ok) return bound;
  const rotated = await transact((tx) => resealAll(tx, actor), { timeout: TIMEOUT_MS });
  if (!rotated.ok) return rotated;
  const ended = await transact((tx) => dropKeys(tx, rotated.value.keyId), { timeout: TIMEOUT_MS });
  return ended.ok ? rotated : ended;
}

async function resealAll(tx: Prisma.TransactionClient, actor: Actor): Promise<Result<Rotation>> {
  await takeSealingKey(tx);
  const begun = beginRotation();
  if (!begun.ok) return begun;
  const { keyId } = begun.value;
  const accounts = await tx.account.findMany({
    where: { sealedPassword: { not: null } },
    select: { id: true, userName: true, userNameKey: true, sealedPassword: true },
  });
  const ids: string[] = [];
  const sealed: string[] = [];
  for (const { id, userName, userNameKey, sealedPassword } of accounts) {
    const anew = reseal({ id, userNameKey }, sealedPassword ?? "", keyId);
    if (!anew.ok)
      return fail(
        "secret-unreadable",
        `The stored password of ${userName} cannot be opened. Set it again on the account's page, then repeat the rotation. No key was dropped.`,
      );
    if (anew.value === null) continue;
    ids.push(id);
    sealed.push(anew.value);
  }
  await tx.$executeRaw`
    UPDATE "Account" a SET "sealedPassword" = n.sealed
    FROM unnest(${ids}::uuid[], ${sealed}::text[]) AS n(id, sealed) WHERE a.id = n.id`;
  const recorded = await tx.auditEvent.count({ where: { action: "key.rotate", nounId: keyId } });
  if (recorded === 0)
    await recordEvent(tx, actor, {
      action: "key.rotate",
      nounId: keyId,
      nounName: "Key of stored passwords",
      after: { key: keyId, accounts: accounts.length },
    });
  return ok({ ...begun.value, resealed: ids.length });
}

async function dropKeys(tx: Prisma.TransactionClient, keyId: string): Promise<Result<null>> {
  await takeSealingKey(tx);
  const left = await tx.account.count({
    where: { sealedPassword: { not: null }, NOT: { sealedPassword: { startsWith: `v1.${keyId}.` } } },
  });
  if (left > 0)
    return fail(
      "conflict",
      "Another rotation is at work. Repeat this one when it is done; no key was dropped.",
    );
  return endRotation();
}
