import { type BatchAnswer, batchInputSchema } from "@/lib/api/certificates";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { ok, type Result } from "@/lib/errors";
import { certificateOfBlob } from "@/lib/pki/certificate-blob";
import { transact } from "@/lib/services/audit/transaction";
import { storeCertificates } from "./store";

/**
 * Stores many certificates, given as blobs: each has its own answer, in their order, and the good ones go through, in one
 * transaction. A private key anywhere among them refuses the whole request: whoever sent it must know.
 * Errors: `not-allowed`, `invalid-input`, `cert-private-key`.
 */
export async function uploadBatch(actor: Actor, input: unknown): Promise<Result<BatchAnswer>> {
  const allowed = may(actor, "certificate.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(batchInputSchema, input);
  if (!parsed.ok) return parsed;
  const read = parsed.value.certificates.map(certificateOfBlob);
  const key = read.find((each) => !each.ok && each.error.code === "cert-private-key");
  if (key && !key.ok) return key;
  const sound = read.flatMap((each) => (each.ok ? [each.value] : []));
  return transact(async (tx) => {
    const stored = await storeCertificates(tx, actor, sound);
    const answers = read.map((each): BatchAnswer["answers"][number] => {
      if (!each.ok) return { refused: { code: each.error.code, message: each.error.message } };
      const found = stored.get(each.value.sha256);
      if (found) return found;
      throw new Error("A certificate that was just stored is not there.");
    });
    return ok({ answers });
  });
}
