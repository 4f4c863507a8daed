import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { CutOffSubject } from "@/lib/iis/cut-off";
import { toBlob } from "@/lib/pki/blob";
import { parseCertificate } from "@/lib/pki/der";

/** Who is cut off, as it is stored. */
export interface Subject {
  id: string;
  name: string;
  is: CutOffSubject;
  /** Of a certificate: it may be deleted later, and the cut-off holds on. */
  der: Uint8Array<ArrayBuffer> | null;
}

/** Error `not-found`. */
export async function readSubject(
  tx: Prisma.TransactionClient,
  { kind, id }: { kind: CutOffSubject["kind"]; id: string },
): Promise<Result<Subject>> {
  if (kind === "account") {
    const account = await tx.account.findUnique({ where: { id }, select: { userName: true } });
    if (account === null) return fail("not-found", "There is no such account. It may have been deleted.");
    return ok({ id, name: account.userName, is: { kind, userName: account.userName }, der: null });
  }
  const row = await tx.certificate.findUnique({
    where: { id },
    select: { der: true, sha256: true, displayName: true },
  });
  if (row === null) return fail("not-found", "There is no such certificate. It may have been deleted.");
  const certificate = parseCertificate(row.der);
  if (!certificate.ok) return certificate;
  const { subjectName, issuerName } = certificate.value;
  const { sha256, displayName: label } = row;
  return ok({
    id,
    name: label,
    der: row.der,
    is: { kind, label, sha256, blob: toBlob(row.der), subjectName, issuerName },
  });
}
