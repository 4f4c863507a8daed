import { readStatement } from "@/lib/audit-chain/checkpoint";
import { CHAIN_START, type ChainPlace } from "@/lib/audit-chain/link";
import type { Prisma } from "@/lib/generated/prisma/client";

/** The advisory lock of the trigger `certmap_link_event`: nothing is linked while it is held. */
export const CHAIN_LOCK = 6018;

/** Where the stored chain begins: behind the last signed cut. `jws` is to be checked with the chain. */
export async function chainStart(
  client: Prisma.TransactionClient,
): Promise<{ after: ChainPlace; cuts: string[] }> {
  const cut = await client.auditCut.findFirst({ orderBy: { number: "desc" } });
  if (cut === null) return { after: CHAIN_START, cuts: [] };
  const says = readStatement(cut.jws);
  // A cut that nobody signed does not move the start: the events before it are missing, then.
  if (says?.kind !== "cut") return { after: CHAIN_START, cuts: [cut.jws] };
  return { after: { number: says.number, hash: says.hash }, cuts: [cut.jws] };
}

/** The end of the stored chain; the start where it has no events. */
export async function chainHead(client: Prisma.TransactionClient): Promise<ChainPlace> {
  const head = await client.auditLink.findFirst({ orderBy: { number: "desc" } });
  if (head !== null) return { number: Number(head.number), hash: head.hash };
  return (await chainStart(client)).after;
}
