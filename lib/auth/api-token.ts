import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { fail, type Result } from "@/lib/errors";
import { hashToken } from "@/lib/secrets/one-time-token";

const FORM = /^Bearer (certmap_[A-Za-z0-9_-]{43})$/;
/** A pipeline that asks a hundred times a second writes "last used" once a minute. */
const USED_MS = 60_000;

/** Who an `Authorization` header stands for. Error `api-token-refused`: none of ours, expired, or revoked. */
export async function tokenActor(authorization: string, address: string | null): Promise<Result<Actor>> {
  const token = FORM.exec(authorization)?.[1];
  const row =
    token === undefined
      ? null
      : await db().apiToken.findUnique({
          where: { tokenHash: hashToken(token) },
          include: {
            serverGroups: {
              select: { group: { select: { id: true, name: true } } },
              orderBy: { group: { nameKey: "asc" } },
            },
          },
        });
  if (row === null)
    return fail(
      "api-token-refused",
      "There is no such API token. Send it as `Authorization: Bearer certmap_...`.",
    );
  const { id, name, role, revokedAt, expiresAt, lastUsedAt } = row;
  if (revokedAt !== null)
    return fail("api-token-refused", `The API token ${name} was revoked. Ask for a new one.`);
  const now = new Date();
  if (expiresAt <= now)
    return fail("api-token-refused", `The API token ${name} has expired. Ask for a new one.`);
  if (lastUsedAt === null || now.getTime() - lastUsedAt.getTime() > USED_MS)
    await db().apiToken.update({ where: { id }, data: { lastUsedAt: now, lastAddress: address } });
  const serverGroups = row.serverGroups.map(({ group }) => group);
  return { ok: true, value: { kind: "token", id, name, role, address, serverGroups } };
}
