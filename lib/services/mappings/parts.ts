import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { lockDraft } from "./lock";

/**
 * Are the three that a mapping ties together there, and is the certificate free in this site config?
 * Errors: `not-found` (with the field), `already-mapped` (says to whom).
 */
export async function findParts(
  tx: Prisma.TransactionClient,
  wanted: { siteConfigId: string; certificateId: string; accountId: string; exceptMappingId?: string },
): Promise<Result<{ siteConfigName: string; certificateName: string }>> {
  await lockDraft(tx, wanted.siteConfigId);
  const siteConfig = await tx.siteConfig.findUnique({
    where: { id: wanted.siteConfigId },
    select: { name: true },
  });
  const certificate = await tx.certificate.findUnique({
    where: { id: wanted.certificateId },
    select: { displayName: true },
  });
  const account = await tx.account.findUnique({ where: { id: wanted.accountId }, select: { id: true } });
  if (siteConfig === null)
    return fail("not-found", "There is no such site config. It may have been deleted.");
  if (certificate === null)
    return fail("not-found", "This certificate is not stored any more. Drop it again.", {
      field: "certificateId",
    });
  if (account === null)
    return fail("not-found", "This account is not there any more. Make it again.", { field: "accountId" });
  const { siteConfigId, certificateId, exceptMappingId } = wanted;
  const taken = await tx.oneToOneMapping.findUnique({
    where: { siteConfigId_certificateId: { siteConfigId, certificateId } },
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
  return ok({ siteConfigName: siteConfig.name, certificateName: certificate.displayName });
}
