import { parseInput } from "@/lib/api/parse";
import { type ServerModesPlan, serverModesSchema, TARGET_MODES } from "@/lib/api/targets";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { changesWith, targetsOfServers } from "./mode-targets";

/** How many targets of servers, or of a group of them, would get another mode, or theirs anew where they are held; changes nothing. Errors: `not-allowed`, `invalid-input`, `not-found`. */
export async function planServerModes(actor: Actor, input: unknown): Promise<Result<ServerModesPlan>> {
  const allowed = may(actor, "server.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(serverModesSchema, input);
  if (!parsed.ok) return parsed;
  const { mode } = parsed.value;
  const found = await targetsOfServers(db(), parsed.value);
  if (!found.ok) return found;
  const others = found.value.filter((target) => changesWith(target, mode));
  return ok({
    servers: new Set(others.map(({ serverId }) => serverId)).size,
    targets: found.value.length,
    changes: TARGET_MODES.flatMap((from) => {
      const count = others.filter((target) => target.mode === from).length;
      return count > 0 ? [{ from, count }] : [];
    }),
  });
}
