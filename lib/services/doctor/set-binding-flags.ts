import { setBindingFlagsSchema } from "@/lib/api/doctor";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import type { Result } from "@/lib/errors";
import { setWishes } from "./set-wishes";

/** What the next push to the target makes of its http.sys records. Errors: `not-allowed`, `invalid-input`, `not-found`. */
export async function setBindingFlags(actor: Actor, targetId: string, input: unknown): Promise<Result<null>> {
  const allowed = may(actor, "deployment.start");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(setBindingFlagsSchema, input);
  if (!parsed.ok) return parsed;
  return setWishes(actor, targetId, "target.set-binding-flags", { bindingFlags: parsed.value.wishes });
}
