import { ROLES } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import type { AutomaticApproval, EnrolmentToken, Prisma } from "@/lib/generated/prisma/client";

/**
 * What becomes of the approval that a token carries, whose MAC the caller has checked; null: it carries none. Its maker must still be
 * one who may approve. A host name that is known here, whatever became of that server, waits for a person: nobody could tell a second
 * machine of that name from a copy, from one that was built anew, or from one that was turned away.
 */
export async function judgeApproval(
  tx: Prisma.TransactionClient,
  { approverId, hostName }: Pick<EnrolmentToken, "approverId" | "hostName">,
): Promise<{ outcome: AutomaticApproval; maker: { id: string; name: string } } | null> {
  if (approverId === null) return null;
  const { id, name, disabledAt, ...person } = await tx.person.findUniqueOrThrow({
    where: { id: approverId },
  });
  const maker = { id, name };
  if (disabledAt !== null) return { outcome: "makerDisabled", maker };
  const role = ROLES.find((each) => each === person.role);
  if (role === undefined || !may({ kind: "person", ...maker, role, address: null }, "server.write").ok)
    return { outcome: "makerRole", maker };
  // Two that come at the same moment: the database takes one of them, and the other one is asked again (Server_automatic_host).
  const known = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Server" WHERE lower("hostName") = lower(${hostName}) LIMIT 1`;
  return { outcome: known.length > 0 ? "hostKnown" : "given", maker };
}
