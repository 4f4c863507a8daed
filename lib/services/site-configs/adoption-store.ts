import type { Actor } from "@/lib/auth/actor";
import type { Prisma } from "@/lib/generated/prisma/client";
import { accountKey } from "@/lib/iis/passwords";
import { recordEvent } from "@/lib/services/audit/record";
import { storeCertificates } from "@/lib/services/certificates/store";
import { chunks, type Parts } from "./adoption-parts";

/** Ids of what the mappings of new site configs point at. */
export interface StoredParts {
  certificateId(blob: string): string;
  certificateName(blob: string): string;
  accountId(userName: string): string;
}

/** Stores the certificates (by SHA-256) and accounts that are needed and not there yet, each with its event, and finds those that are. */
export async function storeParts(
  tx: Prisma.TransactionClient,
  actor: Actor,
  parts: Parts,
  needs: { certificates: readonly string[]; newAccounts: readonly string[] },
): Promise<StoredParts> {
  const certificates = new Map<string, { id: string; displayName: string }>();
  const needed = new Set(needs.certificates);
  const used = parts.certificates.filter(({ certificate }) => needed.has(certificate.sha256));
  for (const some of chunks(used)) {
    const stored = await storeCertificates(
      tx,
      actor,
      some.map(({ certificate }) => certificate),
    );
    for (const [sha256, { certificate }] of stored) certificates.set(sha256, certificate);
  }
  for (const some of chunks(needs.newAccounts)) await storeAccounts(tx, actor, some);
  const accounts = new Map<string, string>();
  for (const some of chunks(parts.accounts))
    for (const { id, userNameKey } of await tx.account.findMany({
      where: { userNameKey: { in: some.map(({ key }) => key) } },
      select: { id: true, userNameKey: true },
    }))
      accounts.set(userNameKey, id);

  const certificateOf = (blob: string) => {
    const part = parts.certificate(blob);
    const row = part.ok ? certificates.get(part.value.certificate.sha256) : undefined;
    if (row === undefined) throw new Error("A certificate that was just stored is not there.");
    return row;
  };
  return {
    certificateId: (blob) => certificateOf(blob).id,
    certificateName: (blob) => certificateOf(blob).displayName,
    accountId(userName) {
      const id = accounts.get(accountKey(userName));
      if (id === undefined) throw new Error("An account that was just stored is not there.");
      return id;
    },
  };
}

async function storeAccounts(
  tx: Prisma.TransactionClient,
  actor: Actor,
  userNames: readonly string[],
): Promise<void> {
  const created = await tx.account.createManyAndReturn({
    data: userNames.map((userName) => ({
      userName,
      userNameKey: accountKey(userName),
      createdBy: actor.name,
    })),
    select: { id: true, userName: true },
  });
  for (const { id, userName } of created) {
    const after = { userName, password: "not set" };
    await recordEvent(tx, actor, { action: "account.create", nounId: id, nounName: userName, after });
  }
}
