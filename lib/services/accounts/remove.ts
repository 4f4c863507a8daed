import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { mayMapTo } from "@/lib/auth/may-map";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";

/** Deletes an account that no draft uses. Errors: `not-allowed`, `not-found`, `in-use` (which says where), `account-not-granted`. */
export async function removeAccount(actor: Actor, id: string): Promise<Result<null>> {
  const allowed = may(actor, "account.write");
  if (!allowed.ok) return allowed;
  if (!z.uuid().safeParse(id).success) return notFound();
  return transact(async (tx) => {
    const row = await tx.account.findUnique({
      where: { id },
      select: { userName: true, oneToOneMappings: SITE_CONFIG, manyToOneMappings: SITE_CONFIG },
    });
    if (row === null) return notFound();
    const uses = [
      ...new Set(
        [...row.oneToOneMappings, ...row.manyToOneMappings].map(({ siteConfig }) => siteConfig.name),
      ),
    ];
    if (uses.length > 0)
      return fail("in-use", `${row.userName} is used in ${uses.join(", ")}. Remove these mappings first.`);
    // Made anew, it would be open to every editor; the servers still hold its password.
    const granted = await mayMapTo(tx, actor, [id]);
    if (!granted.ok) return granted;
    await tx.account.delete({ where: { id } });
    const before = { userName: row.userName };
    await recordEvent(tx, actor, { action: "account.delete", nounId: id, nounName: row.userName, before });
    return ok(null);
  });
}

const SITE_CONFIG = { select: { siteConfig: { select: { name: true } } } } as const;

function notFound() {
  return fail("not-found", "There is no such account. It may have been deleted already.");
}
