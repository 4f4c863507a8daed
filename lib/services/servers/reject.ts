import type { ServerItem } from "@/lib/api/servers";
import type { Actor } from "@/lib/auth/actor";
import type { Result } from "@/lib/errors";
import { decideServer } from "./decide";
import { hasReplacement, rejectReplacement } from "./replace-keys";

/** Turns a pending agent away for good; new keys for a server are turned away, and its own stay. Errors: those of `decideServer`. */
export async function rejectServer(actor: Actor, id: string): Promise<Result<ServerItem>> {
  if (await hasReplacement(id)) return rejectReplacement(actor, id);
  return decideServer(actor, id, { state: "rejected", action: "server.reject", from: ["pending"] });
}
