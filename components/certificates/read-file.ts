import type { FileContent } from "@/components/certificates/intake-item";
import { fail, ok, type Result } from "@/lib/errors";
import { MAX_UPLOAD_BYTES } from "@/lib/pki/limits";
import { parseCertificates } from "@/lib/pki/parse";

/** Errors: `cert-too-large`, `input-unreadable`. */
export async function readBytes(file: File): Promise<Result<Uint8Array>> {
  if (file.size > MAX_UPLOAD_BYTES)
    return fail(
      "cert-too-large",
      "A file has at most 20 MiB. A certificate has a few kilobytes: is this the right file?",
    );
  try {
    return ok(new Uint8Array(await file.arrayBuffer()));
  } catch {
    return fail("input-unreadable", "The file could not be read. Is it a folder, or was it moved meanwhile?");
  }
}

/** What a file holds; the content decides, never the name. A zip is unpacked here, in the browser. */
export async function readContent(name: string, bytes: Uint8Array): Promise<FileContent> {
  const parsed = parseCertificates(bytes, { fileName: name });
  if (parsed.ok) {
    const { certificates, chain } = parsed.value;
    return { kind: "certificates", ...splitChain(certificates, chain) };
  }
  if (parsed.error.code === "cert-pkcs12") return { kind: "pkcs12" };
  if (parsed.error.code !== "cert-zip") return { kind: "refused", error: parsed.error };
  const { readZip } = await import("@/lib/pki/zip");
  const zip = readZip(bytes);
  return zip.ok ? { kind: "zip", entries: zip.value } : { kind: "refused", error: zip.error };
}

/** The certificates of a PKCS#12 file. Password and private key stay in this page; node-forge is loaded only for this. */
export async function openWithPassword(bytes: Uint8Array, password: string): Promise<FileContent> {
  const { openPkcs12 } = await import("@/lib/pki/pkcs12");
  const opened = openPkcs12(bytes, password);
  if (!opened.ok) return { kind: "refused", error: opened.error };
  return { kind: "certificates", ...splitChain(opened.value.certificates, opened.value.chain) };
}

function splitChain<T>(certificates: T[], chain: T[]): { toMap: T[]; issuers: T[] } {
  const issuers = new Set(chain);
  return { toMap: certificates.filter((each) => !issuers.has(each)), issuers: chain };
}
