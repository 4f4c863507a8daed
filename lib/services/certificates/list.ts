import { type CertificateItem, type CertificateQuery, certificateQuerySchema } from "@/lib/api/certificates";
import { cutPage, type Page, pageWindow } from "@/lib/api/page";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { certificateFilter } from "./filter";
import { CERTIFICATE_COLUMNS, certificateItem } from "./row";

/** Certificates of the store, one page. Errors: `not-allowed`, `invalid-input`. */
export async function listCertificates(actor: Actor, input: unknown): Promise<Result<Page<CertificateItem>>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const query = parseInput(certificateQuerySchema, input);
  if (!query.ok) return query;
  const { cursor, limit, sort } = query.value;
  const where = certificateFilter(query.value, Date.now());
  const [total, rows] = await Promise.all([
    db().certificate.count({ where }),
    db().certificate.findMany({
      where,
      select: CERTIFICATE_COLUMNS,
      orderBy: ORDERS[sort],
      ...pageWindow({ cursor, limit }),
    }),
  ]);
  return ok(cutPage(rows, limit, total, certificateItem));
}

/** The id is a version 7 UUID, which sorts by time. */
const ORDERS: Record<CertificateQuery["sort"], Prisma.CertificateOrderByWithRelationInput[]> = {
  "-createdAt": [{ id: "desc" }],
  createdAt: [{ id: "asc" }],
  notAfter: [{ notAfter: "asc" }, { id: "asc" }],
  "-notAfter": [{ notAfter: "desc" }, { id: "desc" }],
  displayName: [{ displayName: "asc" }, { id: "asc" }],
  "-displayName": [{ displayName: "desc" }, { id: "desc" }],
};
