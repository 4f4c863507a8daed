import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { toBlob, toPem } from "@/lib/pki/blob";

export const DOWNLOAD_FORMS = ["blob", "der", "pem"] as const;
export interface Download {
  body: Uint8Array | string;
  contentType: string;
  fileName: string;
}

/** The certificate as a file: `blob` is the one-line base64 for IIS. Errors: `not-allowed`, `not-found`, `invalid-input`. */
export async function downloadCertificate(
  actor: Actor,
  id: string,
  form: unknown,
): Promise<Result<Download>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const wanted = z.enum(DOWNLOAD_FORMS).safeParse(form);
  if (!wanted.success)
    return fail("invalid-input", `Choose one of ${DOWNLOAD_FORMS.join(", ")}.`, { field: "as" });
  const row = z.uuid().safeParse(id).success && (await db().certificate.findUnique({ where: { id } }));
  if (!row) return fail("not-found", "There is no such certificate. It may have been deleted.");
  const stem = row.displayName.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-").slice(0, 80) || "certificate";
  if (wanted.data === "der")
    return ok({ body: row.der, contentType: "application/pkix-cert", fileName: `${stem}.cer` });
  if (wanted.data === "pem")
    return ok({ body: toPem(row.der), contentType: "application/x-pem-file", fileName: `${stem}.pem` });
  return ok({ body: toBlob(row.der), contentType: "text/plain; charset=utf-8", fileName: `${stem}.txt` });
}
