import { expectationSchema, type SavedTestItem } from "@/lib/api/saved-tests";
import type { Prisma } from "@/lib/generated/prisma/client";
import { meets, sayAnswer } from "@/lib/iis/expectation";
import { compileSiteConfig, resolveAccount } from "@/lib/iis/resolve";
import type { SiteConfig } from "@/lib/iis/site-config";
import { parseCertificate } from "@/lib/pki/der";

/** A stored row's three columns as one value. */
export function expectationOf(row: {
  expected: "account" | "refused" | "anonymous" | "unmapped";
  userName: string | null;
  status: string | null;
}) {
  return expectationSchema.parse({
    kind: row.expected,
    ...(row.userName !== null && { userName: row.userName }),
    ...(row.status !== null && { status: row.status }),
  });
}

/** Every saved test of a site config, asked of this config: what was expected and what came out. By name. */
export async function runSavedTests(
  tx: Prisma.TransactionClient,
  siteConfigId: string,
  config: SiteConfig,
): Promise<SavedTestItem[]> {
  const rows = await tx.savedTest.findMany({
    where: { siteConfigId },
    orderBy: [{ displayName: "asc" }, { id: "asc" }],
  });
  if (rows.length === 0) return [];
  const stored = await tx.certificate.findMany({
    where: { sha256: { in: rows.map(({ sha256 }) => sha256) } },
    select: { id: true, sha256: true },
  });
  const ids = new Map(stored.map(({ id, sha256 }) => [sha256, id]));
  const compiled = compileSiteConfig(config);
  return rows.map((row) => {
    const certificate = parseCertificate(row.der);
    if (!certificate.ok) throw new Error(`The certificate of the saved test ${row.id} cannot be read.`);
    const answer = resolveAccount(certificate.value, compiled);
    const expected = expectationOf(row);
    return {
      id: row.id,
      certificateId: ids.get(row.sha256) ?? null,
      sha256: row.sha256,
      displayName: row.displayName,
      expected,
      note: row.note,
      updatedAt: row.updatedAt.toISOString(),
      updatedBy: row.updatedBy,
      passed: meets(expected, answer),
      answer: sayAnswer(answer),
      by: answer.by,
    };
  });
}
