import { type CertificateItem, type CertificateQuery, certificateQuerySchema } from "@/lib/api/certificates";
import { cutPage, literally, type Page, pageWindow } from "@/lib/api/page";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { CERTIFICATE_COLUMNS, certificateItem } from "./row";

const DAY = 86_400_000;
const EXPIRING_DAYS = 30;

/** Certificates of the store, one page. Errors: `not-allowed`, `invalid-input`. */
export async function listCertificates(actor: Actor, input: unknown): Promise<Result<Page<CertificateItem>>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const query = parseInput(certificateQuerySchema, input);
  if (!query.ok) return query;
  const { cursor, limit, sort } = query.value;
  const where = filter(query.value, Date.now());
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
  notAfter: [{ notAfter: "asc" }, { id: "asc" }],
  displayName: [{ displayName: "asc" }, { id: "asc" }],
};

function filter({ query, validity }: CertificateQuery, now: number): Prisma.CertificateWhereInput {
  const text = { contains: literally(query), mode: "insensitive" } as const;
  const hex = query.replaceAll(/[\s:]/g, "").toLowerCase();
  const soon = new Date(now + EXPIRING_DAYS * DAY);
  const validities: Record<CertificateQuery["validity"], Prisma.CertificateWhereInput> = {
    all: {},
    valid: { notAfter: { gt: soon } },
    expiring: { notAfter: { gt: new Date(now), lte: soon } },
    expired: { notAfter: { lte: new Date(now) } },
  };
  if (query === "") return validities[validity];
  const fields: Prisma.CertificateWhereInput[] = [
    { subject: text },
    { issuer: text },
    { displayName: text },
    { upn: { has: query } },
  ];
  if (/^[0-9a-f]{2,64}$/.test(hex))
    fields.push(
      { sha1: { startsWith: hex } },
      { sha256: { startsWith: hex } },
      { serialNumber: { contains: hex } },
    );
  return { ...validities[validity], OR: fields };
}
