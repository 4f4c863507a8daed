import type { HeldCutOff } from "@/lib/api/held-cut-offs";
import { fail } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { CutOffSubject } from "@/lib/iis/cut-off";
import { letsIn } from "@/lib/iis/lets-in";
import type { SiteConfig } from "@/lib/iis/site-config";
import { toBlob } from "@/lib/pki/blob";
import { parseCertificate } from "@/lib/pki/der";

/**
 * The cut-offs that nobody has lifted and whose certificate or account this site config lets in all the same, the oldest first.
 * `after`: only those that were started later; what is pushed again was confirmed against the others.
 */
export async function heldCutOffs(
  tx: Prisma.TransactionClient,
  config: SiteConfig,
  after: Date | null = null,
): Promise<HeldCutOff[]> {
  const rows = await tx.cutOff.findMany({
    where: { liftedAt: null, ...(after && { startedAt: { gt: after } }) },
    select: HELD,
    orderBy: { number: "asc" },
  });
  const held = rows.map((row) => ({ row, subject: subjectOf(row) }));
  return letsIn(config, held).map(({ row: { id, number, kind, name, reason, startedAt, startedBy } }) => {
    return { id, number, kind, name, reason, startedAt: startedAt.toISOString(), startedBy };
  });
}

const HELD = {
  id: true,
  number: true,
  kind: true,
  name: true,
  reason: true,
  startedAt: true,
  startedBy: true,
  sha256: true,
  der: true,
} as const satisfies Prisma.CutOffSelect;

function subjectOf({
  kind,
  name,
  sha256,
  der,
}: Prisma.CutOffGetPayload<{ select: typeof HELD }>): CutOffSubject {
  if (kind === "account") return { kind, userName: name };
  const certificate = der && parseCertificate(der);
  if (!certificate?.ok || der === null || sha256 === null)
    throw new Error(`The certificate of the cut-off of ${name} cannot be read.`);
  const { subjectName, issuerName } = certificate.value;
  return { kind, label: name, sha256, blob: toBlob(der), subjectName, issuerName };
}

/** Until the end of the transaction no cut-off starts in this site config: it sees this push, or this push sees it. */
export async function awaitCutOffs(tx: Prisma.TransactionClient, siteConfigId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "SiteConfig" WHERE id = ${siteConfigId}::uuid FOR KEY SHARE`;
}

/** `cut-off-holds`, with one entry for each cut-off: who, when and why. */
export function cutOffsHold(revision: number, held: readonly HeldCutOff[]) {
  const names = [...new Set(held.map(({ name }) => name))];
  const more = names.length > NAMED ? " and others" : "";
  return fail(
    "cut-off-holds",
    `Revision ${revision} lets in who was cut off: ${names.slice(0, NAMED).join(", ")}${more}. Lift the cut-off, or push the revision with the reason why it is right all the same.`,
    { errors: held.map((each) => ({ code: "cut-off-holds", message: sayCutOff(each) })) },
  );
}

const NAMED = 5;

/** `Cut-off 3 of alice by Ann at 2026-11-21T10:00:00.000Z: Stolen laptop` */
export function sayCutOff({ number, name, startedBy, startedAt, reason }: HeldCutOff): string {
  return `Cut-off ${number} of ${name} by ${startedBy} at ${startedAt}: ${reason}`;
}
