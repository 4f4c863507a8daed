import type { Prisma } from "@/lib/generated/prisma/client";
import type { ManyToOneRow, OneToOneRow } from "./rows";

/** A sentence on certificates or accounts that the rows need and that are deleted by now; null: all are there. */
export async function findMissing(
  tx: Prisma.TransactionClient,
  oneToOne: OneToOneRow[],
  manyToOne: ManyToOneRow[],
): Promise<string | null> {
  const certificateIds = [...new Set(oneToOne.map(({ certificateId }) => certificateId))];
  const accountIds = [...new Set([...oneToOne, ...manyToOne].flatMap(({ accountId }) => accountId ?? []))];
  // Locked, so that none is deleted before the rows that need it are back.
  const certificates = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Certificate" WHERE id = ANY(${certificateIds}::uuid[]) FOR KEY SHARE`;
  const accounts = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Account" WHERE id = ANY(${accountIds}::uuid[]) FOR KEY SHARE`;
  const gone = (wanted: string[], found: { id: string }[]) => {
    const there = new Set(found.map(({ id }) => id));
    return new Set(wanted.filter((id) => !there.has(id)));
  };
  const goneCertificates = gone(certificateIds, certificates);
  const goneAccounts = gone(accountIds, accounts);
  if (goneCertificates.size === 0 && goneAccounts.size === 0) return null;
  const needing = [
    ...oneToOne.filter(({ certificateId }) => goneCertificates.has(certificateId)),
    ...[...oneToOne, ...manyToOne].filter(
      ({ accountId }) => accountId !== null && goneAccounts.has(accountId),
    ),
  ];
  const names = [...new Set(needing.map(({ name }) => `"${name}"`))];
  const what = goneCertificates.size > 0 ? "certificate" : "account";
  const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
  return `the ${what} of ${names.slice(0, 3).join(", ")}${more} is not stored any more. Store it again and map it anew.`;
}
