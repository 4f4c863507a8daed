import { z } from "zod";
import type { CutOffDetail } from "@/lib/api/cut-offs";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { visibleServers } from "@/lib/auth/server-scope";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { CUT_OFF_COLUMNS, cutOffItem, PLACE_COLUMNS, placeItem } from "./row";

/** A cut-off with every place that it goes to. Errors: `not-allowed`, `not-found`. */
export async function getCutOff(actor: Actor, id: string): Promise<Result<CutOffDetail>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  if (!z.uuid().safeParse(id).success) return fail("not-found", "There is no such cut-off.");
  const row = await db().cutOff.findUnique({ where: { id }, select: CUT_OFF_COLUMNS });
  if (row === null) return fail("not-found", "There is no such cut-off.");
  const rows = await db().cutOffTarget.findMany({
    where: { cutOffId: id, target: { server: visibleServers(actor) } },
    select: PLACE_COLUMNS,
    orderBy: [{ target: { server: { name: "asc" } } }, { target: { scope: "asc" } }],
  });
  const item = cutOffItem(row);
  const places = rows.map((place) => placeItem(place, Date.now()));
  const left = places.filter(({ state }) => state !== "verified").length;
  return ok({ ...item, places, elsewhere: item.targets - item.verified - left });
}
