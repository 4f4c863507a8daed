import type { PersonLinkAnswer } from "@/lib/api/people";
import { env } from "@/lib/env";
import type { Prisma } from "@/lib/generated/prisma/client";
import { newToken } from "@/lib/secrets/one-time-token";

const VALID_HOURS = 24;

/** A link with which a person sets a password, once. An earlier unused one ends. */
export async function storeLink(
  tx: Prisma.TransactionClient,
  personId: string,
  createdBy: string,
): Promise<PersonLinkAnswer> {
  const { token, tokenHash } = newToken();
  const expiresAt = new Date(Date.now() + VALID_HOURS * 3_600_000);
  await tx.personLink.deleteMany({ where: { personId, usedAt: null } });
  await tx.personLink.create({ data: { personId, tokenHash, expiresAt, createdBy } });
  // Behind the #, so that it reaches no server log and no proxy.
  return { personId, url: `${env().publicUrl}/new-password#${token}`, expiresAt: expiresAt.toISOString() };
}
