import { z } from "zod";
import type { AuditAction } from "@/lib/api/audit-events";
import type { Actor } from "@/lib/auth/actor";
import { visibleServers } from "@/lib/auth/server-scope";
import { fail, ok, type Result } from "@/lib/errors";
import { Prisma, type Target } from "@/lib/generated/prisma/client";
import type { BindingWish } from "@/lib/iis/binding-wish";
import { wishMac } from "@/lib/secrets/records";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";

interface Wishes {
  bindingFlags?: BindingWish[];
  probe?: Target["probe"];
}

/** Changes what a person wishes of a target beside its site config, with a proof that it was us. Error `not-found`. */
export async function setWishes(
  actor: Actor,
  targetId: string,
  action: AuditAction,
  change: Wishes,
): Promise<Result<null>> {
  if (!z.uuid().safeParse(targetId).success) return fail("not-found", "There is no such target.");
  return transact(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Target" WHERE id = ${targetId}::uuid FOR UPDATE`;
    const target = await tx.target.findUnique({
      where: { id: targetId, server: visibleServers(actor) },
      include: { server: true },
    });
    if (target === null) return fail("not-found", "There is no such target.");
    const flags = change.bindingFlags ?? target.bindingFlags;
    const bindingFlags = Array.isArray(flags) && flags.length > 0 ? flags : null;
    const probe = change.probe ?? target.probe;
    const wished = bindingFlags !== null || probe !== "off";
    await tx.target.update({
      where: { id: targetId },
      data: {
        bindingFlags: bindingFlags ?? Prisma.DbNull,
        probe,
        // What was wished before can be lost no more; the next report says how the new wishes stand.
        ...(change.bindingFlags && { bindingDrift: null }),
        wishMac: wished ? wishMac({ ...target, bindingFlags, probe }) : null,
      },
    });
    await recordEvent(tx, actor, {
      action,
      nounId: targetId,
      nounName: `${target.scope || "server level"} on ${target.server.name}`,
      before: { bindingFlags: target.bindingFlags ?? [], probe: target.probe },
      after: { bindingFlags: bindingFlags ?? [], probe },
    });
    return ok(null);
  });
}
