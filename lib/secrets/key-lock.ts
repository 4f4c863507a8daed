import type { Prisma } from "@/lib/generated/prisma/client";

/** Any number that no other advisory lock of this database has. */
const SEALING_KEY = 0x5ea1;

/**
 * While a transaction seals or opens stored passwords, no rotation takes its key away: a password that was sealed under the old
 * key and stored after the rotation would never open again. Ends with the transaction.
 */
export async function holdSealingKey(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(${SEALING_KEY}::bigint)`;
}

/** For the rotation: waits until nobody holds the key, and keeps everybody waiting until the transaction ends. */
export async function takeSealingKey(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SEALING_KEY}::bigint)`;
}
