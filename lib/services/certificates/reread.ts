import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { parseCertificate } from "@/lib/pki/der";
import { READING, readingOf } from "./reading";

const BATCH = 500;

/**
 * Fills the columns that are worked out from the DER where an older version of the reader, or none, filled them. Each batch is a write
 * of its own, so a kill costs one batch. Nothing that a person said or decided changes, hence no event. Answers how many were read.
 * Error: `not-allowed` (only the console itself).
 */
export async function rereadCertificates(actor: Actor, signal?: AbortSignal): Promise<Result<number>> {
  if (actor.kind !== "system") return fail("not-allowed", "The console does this by itself.");
  let count = 0;
  while (signal?.aborted !== true) {
    const rows = await db().certificate.findMany({
      where: { reading: { lt: READING } },
      select: { id: true, der: true },
      take: BATCH,
    });
    if (rows.length === 0) break;
    await store(rows);
    count += rows.length;
  }
  return ok(count);
}

/** One statement for all: 100,000 rows take a minute and not an hour. */
async function store(rows: { id: string; der: Uint8Array }[]): Promise<void> {
  const read = rows.map(({ id, der }) => {
    const certificate = parseCertificate(der);
    // A row that was altered by hand is not asked again and again; its page says what is wrong with it.
    return { id, ...(certificate.ok ? readingOf(certificate.value) : { reading: READING }) };
  });
  await db().$executeRaw`
    UPDATE "Certificate" c SET reading = n.reading, "subjectKey" = coalesce(n."subjectKey", ''), "issuerKey" = coalesce(n."issuerKey", ''),
      "subjectKeyIdentifier" = n."subjectKeyIdentifier", "authorityKeyIdentifier" = n."authorityKeyIdentifier",
      "keySha256" = coalesce(n."keySha256", ''), "upnKeys" = coalesce(n."upnKeys", '{}'), email = coalesce(n.email, '{}'), sid = n.sid,
      "selfIssued" = coalesce(n."selfIssued", false), "isCa" = coalesce(n."isCa", false), "clientAuth" = coalesce(n."clientAuth", false)
    FROM json_to_recordset(${JSON.stringify(read)}::json) AS n(id uuid, reading int, "subjectKey" text, "issuerKey" text,
      "subjectKeyIdentifier" text, "authorityKeyIdentifier" text, "keySha256" text, "upnKeys" text[], email text[], sid text,
      "selfIssued" boolean, "isCa" boolean, "clientAuth" boolean)
    WHERE c.id = n.id`;
}
