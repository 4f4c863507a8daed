import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma, Role } from "@/lib/generated/prisma/client";

/**
 * The groups that a person or a token is to be limited to. Errors: `not-found`, `invalid-input`: an administrator decides who may
 * do what, so no limit would hold.
 */
export async function readScope(
  tx: Prisma.TransactionClient,
  role: Role,
  groupIds: readonly string[],
): Promise<Result<{ id: string; name: string }[]>> {
  const ids = [...new Set(groupIds)];
  if (ids.length > 0 && role === "administrator")
    return fail(
      "invalid-input",
      "An administrator is not limited to server groups. Choose another role, or no group.",
      {
        field: "serverGroupIds",
      },
    );
  // A group that is deleted in this moment must not leave somebody without a limit.
  const groups = await tx.$queryRaw<{ id: string; name: string }[]>`
    SELECT id, name FROM "ServerGroup" WHERE id = ANY(${ids}::uuid[]) ORDER BY "nameKey" FOR SHARE`;
  if (groups.length < ids.length)
    return fail("not-found", "One of the groups is not there any more. Load the page again.", {
      field: "serverGroupIds",
    });
  return ok(groups);
}
