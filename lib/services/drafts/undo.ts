import type { Walked } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import type { Result } from "@/lib/errors";
import { walk } from "./walk";

/**
 * Takes the last change of the draft back.
 * Errors: `not-allowed`, `not-found`, `if-match-required`, `conflict`, `no-such-step`, `step-blocked`, `account-not-granted`.
 */
export async function undoStep(
  actor: Actor,
  siteConfigId: string,
  version: number | null,
): Promise<Result<Walked>> {
  return walk(actor, siteConfigId, version, "undo");
}
