import type { Prisma, SavedTest } from "@/lib/generated/prisma/client";
import { type Expectation, sayExpectation } from "@/lib/iis/expectation";
import { expectationOf } from "@/lib/services/revisions/saved-tests";

export function expectationColumns(expected: Expectation) {
  return {
    expected: expected.kind,
    userName: expected.kind === "account" ? expected.userName : null,
    status: expected.kind === "refused" ? expected.status : null,
  };
}

/** `Nancy Davolio becomes CONTOSO\nancy, in Intranet` */
export function sayTest(row: SavedTest, siteConfigName: string): string {
  return `${row.displayName} ${sayExpectation(expectationOf(row))}, in ${siteConfigName}`;
}

/** What the audit keeps of it. */
export function testEvidence(row: SavedTest): Prisma.InputJsonObject {
  return {
    certificate: row.displayName,
    sha256: row.sha256,
    expected: { ...expectationOf(row) },
    note: row.note,
  };
}
