import { z } from "zod";
import type { CertificateDetail } from "@/lib/api/certificates";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { toBlob } from "@/lib/pki/blob";
import { placesOf } from "./places";
import { CERTIFICATE_COLUMNS, certificateItem } from "./row";

/** One certificate with its blob and where it is mapped. Errors: `not-allowed`, `not-found`. */
export async function getCertificate(actor: Actor, id: string): Promise<Result<CertificateDetail>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const row =
    z.uuid().safeParse(id).success && (await db().certificate.findUnique({ where: { id }, select: DETAIL }));
  if (!row) return fail("not-found", "There is no such certificate. It may have been deleted.");
  const { der, notes, mappings, ...item } = row;
  return ok({
    ...certificateItem(item),
    notes,
    blob: toBlob(der),
    places: await placesOf(actor, item.sha256),
    usedIn: mappings.map(({ id: mappingId, name, enabled, account, siteConfig }) => ({
      siteConfigId: siteConfig.id,
      siteConfigName: siteConfig.name,
      mappingId,
      mappingName: name,
      accountId: account.id,
      userName: account.userName,
      enabled,
    })),
  });
}

const DETAIL = {
  ...CERTIFICATE_COLUMNS,
  der: true,
  notes: true,
  mappings: {
    select: {
      id: true,
      name: true,
      enabled: true,
      account: { select: { id: true, userName: true } },
      siteConfig: { select: { id: true, name: true } },
    },
    orderBy: { id: "asc" },
    take: 500,
  },
} as const;
