import { z } from "zod";
import { type CertificateItem, updateCertificateSchema } from "@/lib/api/certificates";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { transact } from "@/lib/services/audit/transaction";
import { LABELLED_COLUMNS, relabel } from "./relabel";
import { certificateItem } from "./row";

/**
 * Changes owner, notes or tags. `version` is the one that the person saw.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `if-match-required`, `conflict`.
 */
export async function updateCertificate(
  actor: Actor,
  id: string,
  version: number | null,
  input: unknown,
): Promise<Result<CertificateItem>> {
  const allowed = may(actor, "certificate.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(updateCertificateSchema, input);
  if (!parsed.ok) return parsed;
  if (!z.uuid().safeParse(id).success) return notFound();
  return transact(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Certificate" WHERE id = ${id}::uuid FOR UPDATE`;
    const row = await tx.certificate.findUnique({ where: { id }, select: LABELLED_COLUMNS });
    if (row === null) return notFound();
    if (version === null)
      return fail(
        "if-match-required",
        'Send the version that you changed as If-Match, such as If-Match: "3".',
      );
    if (row.version !== version)
      return fail(
        "conflict",
        `Owner, notes or tags of ${row.displayName} were changed meanwhile. Load it again and repeat your change.`,
      );
    const { owner, notes, tags } = { ...row, ...parsed.value };
    const { notes: _, ...item } = (await relabel(tx, actor, row, { owner, notes, tags })) ?? row;
    return ok(certificateItem(item));
  });
}

function notFound() {
  return fail("not-found", "There is no such certificate. It may have been deleted.");
}
