import type { Actor } from "@/lib/auth/actor";
import type { Prisma } from "@/lib/generated/prisma/client";
import { newToken } from "@/lib/secrets/one-time-token";
import { tokenMac } from "@/lib/secrets/records";
import { recordEvent } from "@/lib/services/audit/record";

const MINUTE = 60_000;

/** Stores the hash of a new single-use token for one named host, in the caller's transaction. */
export async function issueToken(
  tx: Prisma.TransactionClient,
  actor: Actor,
  wanted: {
    hostName: string;
    serverName: string | null;
    allowedSites: string[];
    minutes: number;
    /** The server whose keys are to be replaced. */
    replacesId?: string;
    /** Who approves beforehand what will bring it. */
    approverId?: string;
  },
) {
  const { token, tokenHash } = newToken();
  const { minutes, ...fields } = wanted;
  const expiresAt = new Date(Date.now() + minutes * MINUTE);
  const mac = tokenMac({ replacesId: null, approverId: null, ...fields, tokenHash, expiresAt });
  const row = await tx.enrolmentToken.create({
    data: { ...fields, tokenHash, expiresAt, createdBy: actor.name, mac },
  });
  const { hostName, allowedSites, replacesId, approverId } = fields;
  const after = {
    hostName,
    allowedSites,
    expiresAt: expiresAt.toISOString(),
    ...(replacesId !== undefined && { replacesId }),
    ...(approverId !== undefined && { automaticApproval: true }),
  };
  await recordEvent(tx, actor, {
    action: "enrolment-token.create",
    nounId: row.id,
    nounName: hostName,
    after,
  });
  return { id: row.id, token, expiresAt };
}
