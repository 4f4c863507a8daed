import { z } from "zod";
import type { ManyToOneList } from "@/lib/api/many-to-one";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { readList } from "./row";

/** The many-to-one mappings of a draft, all of them, in the order that decides. Errors: `not-allowed`, `not-found`. */
export async function listManyToOne(actor: Actor, siteConfigId: string): Promise<Result<ManyToOneList>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const list = z.uuid().safeParse(siteConfigId).success && (await readList(db(), siteConfigId));
  if (!list) return fail("not-found", "There is no such site config. It may have been deleted.");
  return ok(list);
}
