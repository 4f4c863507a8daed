import { z } from "zod";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { type CompiledSiteConfig, compileSiteConfig } from "@/lib/iis/resolve";
import { readConfig } from "./read-config";

/** The last one: whoever asks for one page of answers asks for the next, and 10,000 mappings take a second to compile. */
let kept: { key: string; compiled: CompiledSiteConfig } | undefined;

/** The draft or a revision made ready for many questions. Error: `not-found`. */
export async function compiledConfig(id: string, revision?: number): Promise<Result<CompiledSiteConfig>> {
  const found =
    z.uuid().safeParse(id).success &&
    (await db().siteConfig.findUnique({ where: { id }, select: { version: true } }));
  if (!found) return fail("not-found", "There is no such site config. It may have been deleted.");
  const key = `${id} ${revision ?? `draft ${found.version}`}`;
  if (kept?.key === key) return ok(kept.compiled);
  const config = await readConfig(id, revision);
  if (!config.ok) return config;
  const compiled = compileSiteConfig(config.value.config);
  kept = { key, compiled };
  return ok(compiled);
}
