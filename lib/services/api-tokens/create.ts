import { type ApiTokenMade, createApiTokenSchema } from "@/lib/api/api-tokens";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { readScope } from "@/lib/auth/read-scope";
import { fail, ok, type Result } from "@/lib/errors";
import { newApiToken } from "@/lib/secrets/one-time-token";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { apiTokenItem, WITH_GROUPS } from "./row";

const DAY_MS = 86_400_000;

/** Makes a token; its text is in the answer and nowhere else. Errors: `not-allowed`, `invalid-input`, `already-exists`, `not-found`. */
export async function createApiToken(actor: Actor, input: unknown): Promise<Result<ApiTokenMade>> {
  const allowed = may(actor, "api-token.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(createApiTokenSchema, input);
  if (!parsed.ok) return parsed;
  const { name, role, days, serverGroupIds } = parsed.value;
  const now = new Date();
  const expiresAt = new Date(now.getTime() + days * DAY_MS);
  const { token: secret, tokenHash } = newApiToken();
  return transact(async (tx) => {
    if ((await tx.apiToken.findUnique({ where: { name } })) !== null)
      return fail(
        "already-exists",
        `There is a token called ${name} already. Its events would be mixed up with this one's.`,
        {
          field: "name",
        },
      );
    const scope = await readScope(tx, role, serverGroupIds);
    if (!scope.ok) return scope;
    const serverGroups = { create: scope.value.map((group) => ({ groupId: group.id })) };
    const row = await tx.apiToken.create({
      data: { name, role, expiresAt, tokenHash, createdBy: actor.name, serverGroups },
      include: WITH_GROUPS,
    });
    const only = scope.value.map((group) => group.name);
    const after = { role, expiresAt: expiresAt.toISOString(), serverGroups: only };
    await recordEvent(tx, actor, { action: "api-token.create", nounId: row.id, nounName: name, after });
    return ok({ token: apiTokenItem(row, now), secret });
  });
}
