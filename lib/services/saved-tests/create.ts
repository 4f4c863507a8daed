import { z } from "zod";
import { parseInput } from "@/lib/api/parse";
import { createSavedTestSchema, SAVED_TEST_LIMIT } from "@/lib/api/saved-tests";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { certificateOfBlob } from "@/lib/pki/certificate-blob";
import { displayName } from "@/lib/pki/names";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { expectationColumns, sayTest, testEvidence } from "./row";

/**
 * Keeps what a certificate must become. A certificate that is not stored is kept with its test alone.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `already-exists`, `in-use` (too many), those of a damaged certificate.
 */
export async function createSavedTest(
  actor: Actor,
  siteConfigId: string,
  input: unknown,
): Promise<Result<{ id: string }>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(createSavedTestSchema, input);
  if (!parsed.ok) return parsed;
  const { certificateId, certificate, expected, note } = parsed.value;
  return transact(async (tx) => {
    const siteConfig =
      z.uuid().safeParse(siteConfigId).success &&
      (await tx.siteConfig.findUnique({
        where: { id: siteConfigId },
        select: { name: true, _count: { select: { savedTests: true } } },
      }));
    if (!siteConfig) return fail("not-found", "There is no such site config. It may have been deleted.");
    if (siteConfig._count.savedTests >= SAVED_TEST_LIMIT)
      return fail("in-use", `A site config has at most ${SAVED_TEST_LIMIT} saved tests. Remove one first.`);
    const subject =
      certificate === undefined ? await findStored(tx, certificateId) : readSubject(certificate);
    if (!subject.ok) return subject;
    const taken = await tx.savedTest.count({ where: { siteConfigId, sha256: subject.value.sha256 } });
    if (taken > 0)
      return fail(
        "already-exists",
        `${subject.value.displayName} has a saved test already. Change that one.`,
        {
          field: "certificateId",
        },
      );
    const row = await tx.savedTest.create({
      data: {
        siteConfigId,
        ...subject.value,
        ...expectationColumns(expected),
        note,
        createdBy: actor.name,
        updatedBy: actor.name,
      },
    });
    await recordEvent(tx, actor, {
      action: "saved-test.add",
      nounId: siteConfigId,
      nounName: sayTest(row, siteConfig.name),
      after: testEvidence(row),
    });
    return ok({ id: row.id });
  });
}

type Subject = Result<{ der: Uint8Array<ArrayBuffer>; sha256: string; displayName: string }>;

async function findStored(tx: Prisma.TransactionClient, id: string | undefined): Promise<Subject> {
  const found = await tx.certificate.findUnique({
    where: { id: id ?? "" },
    select: { der: true, sha256: true, displayName: true },
  });
  if (found) return ok(found);
  return fail("not-found", "This certificate is not stored any more. Drop it again.", {
    field: "certificateId",
  });
}

function readSubject(blob: string): Subject {
  const read = certificateOfBlob(blob);
  if (!read.ok) return read;
  const { der, sha256, subjectName, subject } = read.value;
  return ok({ der: new Uint8Array(der), sha256, displayName: displayName(subjectName) || subject || sha256 });
}
