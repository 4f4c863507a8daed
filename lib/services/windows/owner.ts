import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { visibleServers } from "@/lib/auth/server-scope";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";

/** Whose windows they are. */
export type WindowOwner = { kind: "server"; id: string } | { kind: "server-group"; id: string };

export const WINDOW_COLUMNS = {
  weekdays: true,
  startMinute: true,
  lengthMinutes: true,
  timeZone: true,
} as const satisfies Prisma.MaintenanceWindowSelect;

/** The column that names the owner, with its value. */
export function ownerColumn({ kind, id }: WindowOwner) {
  return kind === "server" ? { serverId: id } : { serverGroupId: id };
}

/** The owner's name, where the actor may see the owner. Error: `not-found`. */
export async function ownerName(
  tx: Prisma.TransactionClient,
  actor: Actor,
  { kind, id }: WindowOwner,
): Promise<Result<string>> {
  const found =
    z.uuid().safeParse(id).success &&
    (kind === "server"
      ? await tx.server.findUnique({ where: { id, AND: visibleServers(actor) }, select: { name: true } })
      : await tx.serverGroup.findUnique({ where: { id }, select: { name: true } }));
  return found
    ? ok(found.name)
    : fail("not-found", `There is no such ${kind === "server" ? "server" : "group"}.`);
}
