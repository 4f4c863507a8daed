import type { ServerItem } from "@/lib/api/servers";
import type { Actor } from "@/lib/auth/actor";
import type { Result } from "@/lib/errors";
import { decideServer } from "./decide";

/** Turns a pending agent away for good. Errors: those of `decideServer`. */
export function rejectServer(actor: Actor, id: string): Promise<Result<ServerItem>> {
  return decideServer(actor, id, { state: "rejected", action: "server.reject", from: ["pending"] });
}
