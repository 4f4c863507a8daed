import { cutPage, type Page, pageWindow } from "@/lib/api/page";
import { parseInput } from "@/lib/api/parse";
import { type VerdictItem, verdictQuerySchema } from "@/lib/api/verdicts";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { verdictOf } from "@/lib/iis/expectation";
import { type CompiledSiteConfig, resolveAccount } from "@/lib/iis/resolve";
import { parseCertificate } from "@/lib/pki/der";
import { compiledConfig } from "./compiled";

/** Who each stored certificate is, one page of them in the order in which they were stored. Errors: `not-allowed`, `invalid-input`, `not-found`. */
export async function listVerdicts(
  actor: Actor,
  id: string,
  input: unknown,
): Promise<Result<Page<VerdictItem>>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const query = parseInput(verdictQuerySchema, input);
  if (!query.ok) return query;
  const { revision, cursor, limit } = query.value;
  const compiled = await compiledConfig(id, revision);
  if (!compiled.ok) return compiled;
  const [total, rows] = await Promise.all([
    db().certificate.count(),
    db().certificate.findMany({
      select: { id: true, displayName: true, issuer: true, sha256: true, notAfter: true, der: true },
      orderBy: { id: "asc" },
      ...pageWindow({ cursor, limit }),
    }),
  ]);
  return ok(cutPage(rows, limit, total, (row) => verdictItem(row, compiled.value)));
}

interface Row {
  id: string;
  displayName: string;
  issuer: string;
  sha256: string;
  notAfter: Date;
  der: Uint8Array;
}

function verdictItem({ id, der, notAfter, ...row }: Row, compiled: CompiledSiteConfig): VerdictItem {
  const certificate = parseCertificate(der);
  if (!certificate.ok) throw new Error(`The stored certificate ${id} cannot be read.`);
  const answer = resolveAccount(certificate.value, compiled);
  return {
    ...row,
    certificateId: id,
    notAfter: notAfter.toISOString(),
    verdict: verdictOf(answer),
    account: answer.account,
    status: answer.outcome.status,
    by: answer.by,
    verified: answer.certainty.verified,
  };
}
