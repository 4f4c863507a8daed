import { type UpnMatches, upnMatchInputSchema } from "@/lib/api/certificates";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { toBlob } from "@/lib/pki/blob";

/** Stored certificates that name one of these user principal names and have not ended. Errors: `not-allowed`, `invalid-input`. */
export async function findByUpn(actor: Actor, input: unknown): Promise<Result<UpnMatches>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(upnMatchInputSchema, input);
  if (!parsed.ok) return parsed;
  const upns = parsed.value.upns.map((upn) => upn.toLowerCase());
  const rows = await db().certificate.findMany({
    where: { upnKeys: { hasSome: upns }, notAfter: { gt: new Date() } },
    orderBy: { id: "asc" },
    take: MOST,
    select: { der: true },
  });
  return ok({ certificates: rows.map(({ der }) => toBlob(der)), complete: rows.length < MOST });
}

/** Certificates in one answer; some 4 MB. */
const MOST = 2000;
