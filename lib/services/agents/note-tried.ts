import type { Prisma } from "@/lib/generated/prisma/client";
import { triesPassword } from "@/lib/iis/password-handling";
import type { JobRow } from "./job-row";

/** Passwords that verified jobs brought to agents that try them: no other push with them needs a first target for that. */
export async function noteTried(tx: Prisma.TransactionClient, verified: readonly JobRow[]): Promise<void> {
  const ids = verified
    .filter(({ target }) => triesPassword(target.server.passwordHandling))
    .map(({ id }) => id);
  if (ids.length === 0) return;
  // What another transaction notes at this moment is left to it.
  await tx.$executeRaw`
    UPDATE "Account" SET "passwordTriedVersion" = "passwordVersion" WHERE id IN (
      SELECT a.id FROM "Account" a
      WHERE a."passwordTriedVersion" <> a."passwordVersion" AND EXISTS (
        SELECT 1 FROM "DeploymentTarget" j
        WHERE j.id = ANY(${ids}::uuid[]) AND j.passwords -> a.id::text = to_jsonb(a."passwordVersion"))
      ORDER BY a.id FOR UPDATE SKIP LOCKED)`;
}
