import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";

/** Deletes a certificate that no draft maps. Errors: `not-allowed`, `not-found`, `in-use` (which says where). */
export async function removeCertificate(actor: Actor, id: string): Promise<Result<null>> {
  const allowed = may(actor, "certificate.write");
  if (!allowed.ok) return allowed;
  if (!z.uuid().safeParse(id).success) return notFound();
  return transact(async (tx) => {
    const row = await tx.certificate.findUnique({
      where: { id },
      select: {
        displayName: true,
        sha256: true,
        subject: true,
        mappings: { select: { siteConfig: { select: { name: true } } } },
      },
    });
    if (row === null) return notFound();
    const uses = [...new Set(row.mappings.map(({ siteConfig }) => siteConfig.name))];
    if (uses.length > 0)
      return fail(
        "in-use",
        `${row.displayName} is mapped in ${uses.join(", ")}. Remove these mappings first.`,
      );
    await tx.certificate.delete({ where: { id } });
    const before = { sha256: row.sha256, subject: row.subject };
    await recordEvent(tx, actor, {
      action: "certificate.delete",
      nounId: id,
      nounName: row.displayName,
      before,
    });
    return ok(null);
  });
}

function notFound() {
  return fail("not-found", "There is no such certificate. It may have been deleted already.");
}
