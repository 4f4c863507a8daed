import type { Result } from "@/lib/errors";
import { fromBlob } from "@/lib/pki/blob";
import type { Certificate } from "@/lib/pki/certificate";
import { parseCertificate } from "@/lib/pki/der";

/** What a stored blob says. Every stored one was read before it was stored, so an error means that the row was changed since. */
export function readBlob(blob: string): Result<Certificate> {
  const der = fromBlob(blob);
  return der.ok ? parseCertificate(der.value) : der;
}
