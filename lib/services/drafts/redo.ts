import type { Walked } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import type { Result } from "@/lib/errors";
import { walk } from "./walk";

/**
 * Makes the change that was undone last again.
 * Errors: `not-allowed`, `not-found`, `if-match-required`, `conflict`, `no-such-step`, `step-blocked`, `account-not-granted`.
 */
export async function redoStep(
  actor: Actor,
  siteConfigId: string,
  version: number | null,
): Promise<Result<Walked>> {
  return walk(actor, siteConfigId, version, "redo");
}
