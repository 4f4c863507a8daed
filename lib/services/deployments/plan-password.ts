import { z } from "zod";
import type { PasswordPushPlan } from "@/lib/api/password-pushes";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { visibleServers } from "@/lib/auth/server-scope";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { replacesPasswords } from "@/lib/iis/password-handling";
import { cutOffsHold, heldCutOffs } from "@/lib/services/revisions/cut-offs-held";
import { readRevision } from "@/lib/services/revisions/read";
import { planPlaces } from "./plan-places";

/**
 * What it takes to bring an account's stored password to the servers that have an older one: a push of each revision that is
 * deployed with the account, to just those targets. Servers whose agent keeps the passwords that are there are left out.
 * Errors: `not-allowed`, `not-found`, `stored-data-altered`.
 */
export async function planPasswordPush(actor: Actor, accountId: string): Promise<Result<PasswordPushPlan>> {
  const allowed = may(actor, "deployment.start");
  if (!allowed.ok) return allowed;
  const account =
    z.uuid().safeParse(accountId).success &&
    (await db().account.findUnique({
      where: { id: accountId },
      select: { id: true, userName: true, userNameKey: true, passwordVersion: true },
    }));
  if (!account) return fail("not-found", "There is no such account. It may have been deleted.");
  const pushes: PasswordPushPlan["pushes"] = [];
  for (const { siteConfigId, revision, places } of await waiting(actor, account)) {
    const read = await readRevision(db(), siteConfigId, revision);
    if (!read.ok) return read;
    // A password is no reason to let somebody in again: such a revision is pushed by its own page, with a reason, or not at all.
    const held = await heldCutOffs(db(), read.value.config);
    const objection = held.length > 0 ? cutOffsHold(revision, held) : null;
    const targets = await planPlaces(actor, siteConfigId, read.value.config, places, objection);
    if (!targets.ok) return targets;
    const siteConfigName = read.value.row.siteConfig.name;
    pushes.push({ siteConfigId, siteConfigName, revision, targets: targets.value });
  }
  return ok({ userName: account.userName, pushes });
}

interface Waiting {
  siteConfigId: string;
  revision: number;
  places: { serverId: string; scope: string }[];
}

/** Targets without proof of the current password, by the revision that is deployed there. */
async function waiting(
  actor: Actor,
  account: { id: string; userNameKey: string; passwordVersion: number },
): Promise<Waiting[]> {
  if (account.passwordVersion === 0) return [];
  const targets = await db().target.findMany({
    where: {
      server: visibleServers(actor),
      deployedRevision: { accounts: { some: { userNameKey: account.userNameKey } } },
      jobs: {
        none: {
          state: "verified",
          passwords: { path: [account.id], equals: account.passwordVersion },
        },
      },
    },
    select: {
      scope: true,
      siteConfigId: true,
      deployedRevision: { select: { number: true } },
      server: { select: { id: true, passwordHandling: true } },
    },
    orderBy: [{ siteConfig: { name: "asc" } }, { server: { name: "asc" } }, { scope: "asc" }],
    take: 1000,
  });
  const groups = new Map<string, Waiting>();
  for (const { scope, siteConfigId, deployedRevision, server } of targets) {
    if (deployedRevision === null || !replacesPasswords(server.passwordHandling)) continue;
    const key = `${siteConfigId} ${deployedRevision.number}`;
    const group = groups.get(key) ?? { siteConfigId, revision: deployedRevision.number, places: [] };
    group.places.push({ serverId: server.id, scope });
    groups.set(key, group);
  }
  return [...groups.values()];
}
