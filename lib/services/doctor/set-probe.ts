import { setProbeSchema } from "@/lib/api/doctor";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import type { Result } from "@/lib/errors";
import { setWishes } from "./set-wishes";

/** Whether pushes to the target are probed, and undone when the site answers otherwise. Errors: `not-allowed`, `invalid-input`, `not-found`. */
export async function setProbe(actor: Actor, targetId: string, input: unknown): Promise<Result<null>> {
  const allowed = may(actor, "deployment.start");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(setProbeSchema, input);
  if (!parsed.ok) return parsed;
  return setWishes(actor, targetId, "target.set-probe", { probe: parsed.value.probe });
}
