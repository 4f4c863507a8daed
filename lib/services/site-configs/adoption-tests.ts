import canonicalize from "canonicalize";
import type { ExportedTest } from "@/lib/api/site-config-export";
import type { Actor } from "@/lib/auth/actor";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { sayExpectation } from "@/lib/iis/expectation";
import { toBlob } from "@/lib/pki/blob";
import { certificateOfBlob } from "@/lib/pki/certificate-blob";
import { displayName } from "@/lib/pki/names";
import { recordEvent } from "@/lib/services/audit/record";
import { expectationOf } from "@/lib/services/revisions/saved-tests";

/** The saved tests of a site config as an export holds them, in an order that an import does not change. */
export async function readTests(tx: Prisma.TransactionClient, siteConfigId: string): Promise<ExportedTest[]> {
  const rows = await tx.savedTest.findMany({ where: { siteConfigId }, orderBy: { sha256: "asc" } });
  return rows.map((row) => ({
    certificate: toBlob(row.der),
    expected: expectationOf(row),
    note: row.note,
  }));
}

/** Are all of these among those that are there? */
export function hasTests(there: readonly ExportedTest[], wanted: readonly ExportedTest[]): boolean {
  const known = new Set(there.map((test) => canonicalize(test)));
  return wanted.every((test) => known.has(canonicalize(test)));
}

/** Errors: those of a damaged certificate, `already-exists` for two tests of one. */
export function checkTests(tests: readonly ExportedTest[]): Result<true> {
  const seen = new Set<string>();
  for (const { certificate } of tests) {
    const read = certificateOfBlob(certificate);
    if (!read.ok) return read;
    if (seen.has(certificate)) return fail("already-exists", "A certificate has two saved tests.");
    seen.add(certificate);
  }
  return ok(true);
}

/** Makes the tests of a new site config, each with its event. They were checked before. */
export async function storeTests(
  tx: Prisma.TransactionClient,
  actor: Actor,
  siteConfig: { id: string; name: string },
  tests: readonly ExportedTest[],
): Promise<void> {
  for (const { certificate, expected, note } of tests) {
    const read = certificateOfBlob(certificate);
    if (!read.ok) throw new Error("A saved test was not checked.");
    const { der, sha256, subjectName, subject } = read.value;
    const name = displayName(subjectName) || subject || sha256;
    await tx.savedTest.create({
      data: {
        ...{ siteConfigId: siteConfig.id, der: new Uint8Array(der), sha256, displayName: name, note },
        expected: expected.kind,
        userName: expected.kind === "account" ? expected.userName : null,
        status: expected.kind === "refused" ? expected.status : null,
        ...{ createdBy: actor.name, updatedBy: actor.name },
      },
    });
    await recordEvent(tx, actor, {
      action: "saved-test.add",
      nounId: siteConfig.id,
      nounName: `${name} ${sayExpectation(expected)}, in ${siteConfig.name}`,
      after: { certificate: name, sha256, expected: { ...expected }, note },
    });
  }
}
