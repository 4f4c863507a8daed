import { parseInput } from "@/lib/api/parse";
import { type ResolutionItem, resolveSchema, TRACE_LIMIT, type TraceItem } from "@/lib/api/resolutions";
import { factItems } from "@/lib/api/runtime-fact";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { resolveAccount } from "@/lib/iis/resolve";
import type { TraceEntry } from "@/lib/iis/resolve-trace";
import type { Certificate } from "@/lib/pki/certificate";
import { certificateOfBlob } from "@/lib/pki/certificate-blob";
import { parseCertificate } from "@/lib/pki/der";
import { readConfig } from "./read-config";

/**
 * Who a certificate, stored or not, is under the draft or under a revision, and why. It only reads.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, and those of a damaged certificate.
 */
export async function resolveCertificate(
  actor: Actor,
  id: string,
  input: unknown,
): Promise<Result<ResolutionItem>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const question = parseInput(resolveSchema, input);
  if (!question.ok) return question;
  const { certificateId, certificate: blob, revision } = question.value;
  const found = await readConfig(id, revision);
  if (!found.ok) return found;
  const certificate = blob === undefined ? await storedCertificate(certificateId) : certificateOfBlob(blob);
  if (!certificate.ok) return certificate;
  const { trace, certainty, ...verdict } = resolveAccount(certificate.value, found.value.config, {
    trace: true,
  });
  return ok({
    ...verdict,
    certainty: { ...certainty, because: factItems(certainty.because) },
    trace: worthReading(trace),
    entries: trace.length,
  });
}

async function storedCertificate(id = ""): Promise<Result<Certificate>> {
  const row = await db().certificate.findUnique({ where: { id }, select: { der: true } });
  if (row !== null) return parseCertificate(row.der);
  return fail("not-found", "There is no such certificate. It may have been deleted.", {
    field: "certificateId",
  });
}

/** Of a list that is too long, the entries that have something to say before those that do not match. */
function worthReading(trace: readonly TraceEntry[]): TraceItem[] {
  const kept = new Set(
    [
      ...trace.filter(({ result }) => result !== "no"),
      ...trace.filter(({ result }) => result === "no"),
    ].slice(0, TRACE_LIMIT),
  );
  return trace.filter((entry) => kept.has(entry)).map(({ rule: _rule, ...entry }) => entry);
}
