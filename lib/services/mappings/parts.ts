import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";

/**
 * Are the two that a mapping ties together there, and is the certificate free in this draft, which is locked by then?
 * Errors: `not-found` (with the field), `already-mapped` (says to whom).
 */
export async function findParts(
  tx: Prisma.TransactionClient,
  siteConfig: { id: string; name: string },
  wanted: { certificateId: string; accountId: string; exceptMappingId?: string },
): Promise<Result<{ certificateName: string }>> {
  const certificate = await tx.certificate.findUnique({
    where: { id: wanted.certificateId },
    select: { displayName: true },
  });
  const account = await tx.account.findUnique({ where: { id: wanted.accountId }, select: { id: true } });
  if (certificate === null)
    return fail("not-found", "This certificate is not stored any more. Drop it again.", {
      field: "certificateId",
    });
  if (account === null)
    return fail("not-found", "This account is not there any more. Make it again.", { field: "accountId" });
  const { certificateId, exceptMappingId } = wanted;
  const taken = await tx.oneToOneMapping.findUnique({
    where: { siteConfigId_certificateId: { siteConfigId: siteConfig.id, certificateId } },
    select: { id: true, account: { select: { userName: true } } },
  });
  if (taken !== null && taken.id !== exceptMappingId)
    return fail(
      "already-mapped",
      `This certificate is already mapped to ${taken.account.userName} in ${siteConfig.name}.`,
      {
        field: "certificateId",
      },
    );
  return ok({ certificateName: certificate.displayName });
}
