import { z } from "zod";
import { newerAgent } from "@/lib/agent-api/newer-agent";
import type { ServerDetail } from "@/lib/api/servers";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { visibleServers } from "@/lib/auth/server-scope";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import type { ServerReplacement } from "@/lib/generated/prisma/client";
import { sharedGroups } from "@/lib/services/revisions/shared-configuration";
import { handlingOf, readInventory, SERVER_COLUMNS, serverItem } from "./row";

/** One server with what it last reported. Errors: `not-allowed`, `not-found`. */
export async function getServer(actor: Actor, id: string): Promise<Result<ServerDetail>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const row =
    z.uuid().safeParse(id).success &&
    (await db().server.findUnique({
      where: { id, AND: visibleServers(actor) },
      select: {
        ...SERVER_COLUMNS,
        inventoryAt: true,
        replacement: true,
        sharedConfiguration: true,
        decidedAt: true,
        decidedBy: true,
        automaticApproval: true,
        enrolmentToken: { select: { createdBy: true } },
      },
    }));
  if (!row) return fail("not-found", "There is no such server.");
  const { inventoryAt, replacement, sharedConfiguration, decidedAt, decidedBy, ...rest } = row;
  const { automaticApproval, enrolmentToken, ...item } = rest;
  const group = (await sharedGroups(db(), [row]))(row);
  return ok({
    ...serverItem(item, Date.now()),
    decided: decidedAt && decidedBy ? { at: decidedAt.toISOString(), by: decidedBy } : null,
    automaticApproval: automaticApproval && { outcome: automaticApproval, maker: enrolmentToken.createdBy },
    newerAgent: newerAgent(row.agentVersion),
    inventory: readInventory(row.inventory),
    inventoryAt: inventoryAt?.toISOString() ?? null,
    shared: group
      ? {
          folder: group.folder,
          writerId: group.writer?.id ?? null,
          members: group.members.map(({ id, name }) => ({ id, name })),
        }
      : null,
    replacement: replacement && replacementItem(replacement),
  });
}

function replacementItem({
  serverId: _server,
  signingKey: _signing,
  sealingKey: _sealing,
  mac: _mac,
  ...row
}: ServerReplacement): ServerDetail["replacement"] {
  return {
    ...row,
    passwordHandling: handlingOf(row.passwordHandling),
    requestedAt: row.requestedAt.toISOString(),
  };
}
