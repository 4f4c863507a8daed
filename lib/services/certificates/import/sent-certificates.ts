import { fail, ok, type Result } from "@/lib/errors";
import { fromBlob } from "@/lib/pki/blob";
import type { Certificate } from "@/lib/pki/certificate";
import { parseCertificate } from "@/lib/pki/der";
import { containsPrivateKey } from "@/lib/pki/private-key";
import { refuseKind } from "@/lib/pki/refusals";

export type SentCertificates = ReadonlyMap<string, Certificate>;

/** Certificates that are read before others get their turn. */
const SLICE = 200;

/**
 * The certificates of an import by SHA-256. One that is none refuses all, and so does a private key.
 * Errors: `import-cancelled`, those of `fromBlob` and `parseCertificate`, `cert-private-key`.
 */
export async function readSentCertificates(
  blobs: readonly string[],
  signal?: AbortSignal,
): Promise<Result<SentCertificates>> {
  const sent = new Map<string, Certificate>();
  for (const [at, blob] of blobs.entries()) {
    const read = readOne(blob);
    if (!read.ok) {
      const message = `Certificate ${at + 1} of those sent: ${read.error.message}`;
      return { ok: false, error: { ...read.error, message, field: `certificates[${at}]` } };
    }
    sent.set(read.value.sha256, read.value);
    if (at % SLICE !== SLICE - 1) continue;
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted) return fail("import-cancelled", "The import was stopped. Nothing of it was kept.");
  }
  return ok(sent);
}

function readOne(blob: string): Result<Certificate> {
  if (containsPrivateKey(new TextEncoder().encode(blob))) return refuseKind("private-key");
  const der = fromBlob(blob);
  return der.ok ? parseCertificate(der.value) : der;
}
