import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { visibleServers } from "@/lib/auth/server-scope";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type DirectoryCertificate, type Scene, sceneOf } from "@/lib/iis/doctor/scene";
import { inventorySchema } from "@/lib/iis/inventory";
import { refusedLogons } from "./refused-logons";

const SERVER = {
  id: true,
  name: true,
  hostName: true,
  state: true,
  agentVersion: true,
  inventory: true,
  inventoryAt: true,
  targets: {
    select: {
      id: true,
      scope: true,
      siteId: true,
      probe: true,
      bindingFlags: true,
      restartPendingSince: true,
      siteConfig: { select: { id: true, name: true } },
    },
  },
} as const satisfies Prisma.ServerSelect;
type ServerRow = Prisma.ServerGetPayload<{ select: typeof SERVER }>;

export interface Examined {
  server: ServerRow;
  target: ServerRow["targets"][number] | null;
  scene: Scene;
}

/**
 * Everything that the checks of a site look at. A site that is neither reported nor a target is not one. Errors: `not-found`.
 */
export async function readScene(actor: Actor, serverId: string, site: string): Promise<Result<Examined>> {
  const server =
    z.uuid().safeParse(serverId).success &&
    (await db().server.findUnique({ where: { id: serverId, AND: visibleServers(actor) }, select: SERVER }));
  if (!server) return fail("not-found", "There is no such server.");
  const target = server.targets.find(({ scope }) => scope.toLowerCase() === site.toLowerCase()) ?? null;
  const inventory = inventorySchema.safeParse(server.inventory).data ?? null;
  const facts = {
    scope: target?.scope ?? site,
    now: Date.now(),
    inventory,
    inventoryAt: server.inventoryAt?.toISOString() ?? null,
    siteId: target?.siteId ?? null,
    noLogonRight: target === null ? [] : await refusedLogons(target.id),
    restartPendingSince: target?.restartPendingSince?.toISOString() ?? null,
  };
  const scene = sceneOf({ ...facts, directoryCertificates: [] });
  if (target === null && scene.site === null)
    return fail("not-found", `${server.name} has no site of this name, and nothing was ever pushed to one.`);
  if (!scene.mapsByDirectory) return ok({ server, target, scene });
  return ok({
    server,
    target,
    scene: sceneOf({ ...facts, directoryCertificates: await clientCertificates() }),
  });
}

/** More say nothing new about a directory, and a page must not wait for them. */
const MOST = 1000;

async function clientCertificates(): Promise<DirectoryCertificate[]> {
  const rows = await db().certificate.findMany({
    where: { clientAuth: true, isCa: false, notAfter: { gt: new Date() } },
    select: { displayName: true, upn: true, sid: true, issuer: true, issuerKey: true },
    orderBy: { createdAt: "desc" },
    take: MOST,
  });
  const issuers = await db().certificate.findMany({
    where: { isCa: true, subjectKey: { in: [...new Set(rows.map(({ issuerKey }) => issuerKey))] } },
    select: { subjectKey: true, sha1: true },
  });
  const thumbprints = new Map(issuers.map(({ subjectKey, sha1 }) => [subjectKey, sha1]));
  return rows.map(({ displayName, upn, sid, issuer, issuerKey }) => ({
    name: displayName,
    hasUpn: upn.length > 0,
    hasSid: sid !== null,
    issuer,
    issuerThumbprint: thumbprints.get(issuerKey) ?? null,
  }));
}
