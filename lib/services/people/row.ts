import type { PersonItem } from "@/lib/api/people";
import type { Prisma } from "@/lib/generated/prisma/client";

export const PERSON_COLUMNS = {
  id: true,
  name: true,
  email: true,
  role: true,
  serverGroups: {
    select: { group: { select: { id: true, name: true } } },
    orderBy: { group: { nameKey: "asc" } },
  },
  disabledAt: true,
  twoFactorEnabled: true,
  sessions: { select: { lastSeenAt: true }, orderBy: { lastSeenAt: "desc" } },
  _count: { select: { credentials: true, passkeys: true } },
} as const satisfies Prisma.PersonSelect;

export function personItem({
  _count,
  sessions,
  twoFactorEnabled,
  disabledAt,
  serverGroups,
  ...row
}: Prisma.PersonGetPayload<{ select: typeof PERSON_COLUMNS }>): PersonItem {
  return {
    ...row,
    serverGroups: serverGroups.map(({ group }) => group),
    disabledAt: disabledAt?.toISOString() ?? null,
    hasPassword: _count.credentials > 0,
    twoFactor: twoFactorEnabled,
    passkeys: _count.passkeys,
    sessions: sessions.length,
    lastSeenAt: sessions[0]?.lastSeenAt.toISOString() ?? null,
  };
}
