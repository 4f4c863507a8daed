import type { CertificateLabels } from "@/lib/api/certificates";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";

const MOST = 200;

/** Owners and tags in use, the most used first. Error: `not-allowed`. */
export async function listLabels(actor: Actor): Promise<Result<CertificateLabels>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const [owners, tags] = await Promise.all([
    db().$queryRaw<{ label: string }[]>`
      SELECT owner AS label FROM "Certificate" WHERE owner <> '' GROUP BY owner ORDER BY count(*) DESC, owner LIMIT ${MOST}`,
    db().$queryRaw<{ label: string }[]>`
      SELECT label FROM "Certificate", unnest(tags) AS label WHERE tags <> '{}' GROUP BY label ORDER BY count(*) DESC, label LIMIT ${MOST}`,
  ]);
  return ok({ owners: owners.map(({ label }) => label), tags: tags.map(({ label }) => label) });
}
