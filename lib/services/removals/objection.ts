import type { Certificate } from "@/lib/generated/prisma/client";
import type { OneToOneMapping } from "@/lib/iis/site-config";
import { isOwnRemoval } from "@/lib/secrets/records";
import type { RemovalRow } from "./row";

/**
 * Why the console must not do by itself what was authorised: something is not any more as it was then. A sentence that says what
 * to do; null: nothing speaks against it. `now` in milliseconds since 1970.
 */
export function objectionTo(
  removal: RemovalRow,
  mappings: ReadonlyMap<string, OneToOneMapping>,
  successor: Pick<Certificate, "notBefore" | "notAfter"> | null,
  draftUserName: string | null,
  now: number,
): string | null {
  const { newName, oldName, userName } = removal;
  if (!isOwnRemoval(removal))
    return "What was authorised was changed behind the console's back. Cancel it, and remove the mapping yourself.";
  const same = (other: string | undefined) => other?.toLowerCase() === userName.toLowerCase();
  const older = mappings.get(removal.oldSha256);
  const newer = mappings.get(removal.newSha256);
  if (newer === undefined || !same(newer.userName))
    return `The last revision does not map ${newName} to ${userName} any more. Nobody would be left to sign in.`;
  if (!newer.enabled && older?.enabled)
    return `The mapping of ${newName} is disabled. Nobody would be left to sign in.`;
  if (older !== undefined && !same(older.userName))
    return `${oldName} is mapped to another account by now. Decide about it yourself.`;
  if (draftUserName !== null && !same(draftUserName))
    return `The draft maps ${oldName} to another account. Decide about it yourself.`;
  if (successor !== null && successor.notBefore.getTime() > now)
    return `${newName} is not valid yet. Move the date behind ${successor.notBefore.toISOString().slice(0, 10)}.`;
  if (successor !== null && successor.notAfter.getTime() <= now)
    return `${newName} has expired itself. Replace it first.`;
  return null;
}
