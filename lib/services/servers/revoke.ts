import type { ServerItem } from "@/lib/api/servers";
import type { Actor } from "@/lib/auth/actor";
import type { Result } from "@/lib/errors";
import { decideServer } from "./decide";

/** Ends an approved agent's rights; what it wrote stays on the server. Errors: those of `decideServer`. */
export function revokeServer(actor: Actor, id: string): Promise<Result<ServerItem>> {
  return decideServer(actor, id, {
    state: "revoked",
    action: "server.revoke",
    from: ["approved", "quarantined"],
  });
}
