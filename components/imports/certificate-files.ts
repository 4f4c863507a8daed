import type { FileContent } from "@/components/certificates/intake-item";
import { fail, ok, type Result } from "@/lib/errors";
import type { Certificate } from "@/lib/pki/certificate";
import { parseCertificates } from "@/lib/pki/parse";

/** The files beside a list, by the names that its rows may call them. */
export class CertificateFiles {
  /** By path in lower case, `/` between folders. */
  readonly #byPath = new Map<string, Result<Certificate>>();
  /** By the name alone; null where several folders have it. */
  readonly #byName = new Map<string, string | null>();

  get size(): number {
    return this.#byPath.size;
  }

  add(path: string, content: FileContent): void {
    const key = keyOf(path);
    const name = key.slice(key.lastIndexOf("/") + 1);
    const known = this.#byName.get(name);
    this.#byName.set(name, known === undefined || known === key ? key : null);
    this.#byPath.set(key, certificateOf(content));
  }

  /** Those that are certificates. */
  certificates(): Certificate[] {
    return [...this.#byPath.values()].flatMap((found) => (found.ok ? [found.value] : []));
  }

  /** What a row's certificate is: a file by path or name, else the certificate's own text. */
  find(wanted: string): Result<Certificate> {
    if (wanted === "") return fail("cert-empty", "The row names no certificate.");
    const key = keyOf(wanted);
    const exact = this.#byPath.get(key);
    if (exact) return exact;
    const named = this.#byName.get(key.slice(key.lastIndexOf("/") + 1));
    if (named === null)
      return fail(
        "cert-not-a-certificate",
        `Several files are called "${short(wanted)}". Write the path in the zip.`,
      );
    const byName = named === undefined ? undefined : this.#byPath.get(named);
    if (byName) return byName;
    // A name has a dot near its end; base64, PEM and hex have none.
    if (wanted.length < 260 && /\.\w{1,5}$/.test(wanted))
      return fail(
        "cert-not-a-certificate",
        `There is no file "${short(wanted)}" among those dropped. Drop it too.`,
      );
    return certificateOf(contentOfText(wanted));
  }
}

function contentOfText(text: string): FileContent {
  const parsed = parseCertificates(new TextEncoder().encode(text));
  if (!parsed.ok) return { kind: "refused", error: parsed.error };
  const issuers = new Set(parsed.value.chain);
  return {
    kind: "certificates",
    toMap: parsed.value.certificates.filter((each) => !issuers.has(each)),
    issuers: parsed.value.chain,
  };
}

function certificateOf(content: FileContent): Result<Certificate> {
  switch (content.kind) {
    case "refused":
      return { ok: false, error: content.error };
    case "zip":
      return fail("cert-zip", "This is a zip in a zip. Unpack it and drop the certificates.");
    case "pkcs12":
      return fail(
        "cert-pkcs12",
        "This is a PKCS#12 file. Open it on the page Certificates first, or export a .cer.",
      );
    case "certificates": {
      const [first, ...others] = content.toMap;
      if (first && others.length === 0) return ok(first);
      return fail(
        "cert-not-a-certificate",
        `The file holds ${content.toMap.length} certificates, and a row maps one. Make a file of each.`,
      );
    }
  }
}

const keyOf = (path: string) =>
  path
    .trim()
    .replaceAll("\\", "/")
    .replace(/^(\.?\/)+/, "")
    .toLowerCase();
const short = (text: string) => (text.length > 80 ? `${text.slice(0, 79)}\u2026` : text);
