import { z } from "zod";
import { parseInput } from "@/lib/api/parse";
import { type ServerItem, setServerTagsSchema } from "@/lib/api/servers";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { SERVER_COLUMNS, serverItem } from "./row";

/** Gives a server just these tags. Errors: `not-allowed`, `invalid-input`, `not-found`. */
export async function setServerTags(actor: Actor, id: string, input: unknown): Promise<Result<ServerItem>> {
  const allowed = may(actor, "server.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(setServerTagsSchema, input);
  if (!parsed.ok) return parsed;
  if (!z.uuid().safeParse(id).success) return fail("not-found", "There is no such server.");
  const tags = parsed.value.tags.map((tag) => tag.toLowerCase()).toSorted();
  return transact(async (tx) => {
    const before = await tx.server.findUnique({ where: { id }, select: { name: true, tags: true } });
    if (before === null) return fail("not-found", "There is no such server.");
    const row = await tx.server.update({ where: { id }, data: { tags }, select: SERVER_COLUMNS });
    await recordEvent(tx, actor, {
      action: "server.set-tags",
      nounId: id,
      nounName: before.name,
      before: { tags: before.tags },
      after: { tags },
    });
    return ok(serverItem(row, Date.now()));
  });
}
