import type { TargetState } from "@/lib/api/targets";

/** An agent that missed three polls of 25 s, with some slack for a slow proxy. */
export const OFFLINE_AFTER_MS = 90_000;

export function isOnline(lastSeenAt: Date | null, now: number): boolean {
  return lastSeenAt !== null && now - lastSeenAt.getTime() < OFFLINE_AFTER_MS;
}

/**
 * The one word for a target. Verified or in sync only on evidence: a server that is away or has never reported is unknown,
 * whatever was true before.
 */
export function targetState(target: {
  lastJob: "queued" | "leased" | "verified" | "failed" | "undone" | "superseded" | null;
  deployedDigest: string | null;
  observedDigest: string | null;
  /** Is a password there another one than the last verified push left? */
  passwordsDrifted: boolean;
  /** Wishes for http.sys that were true and are not any more; null: none. */
  bindingDrift: string | null;
  online: boolean;
}): TargetState {
  if (target.lastJob === "queued" || target.lastJob === "leased") return "pushing";
  if (target.lastJob === "failed" || target.lastJob === "undone") return target.lastJob;
  if (!target.online || target.deployedDigest === null || target.observedDigest === null) return "unknown";
  const same =
    target.observedDigest === target.deployedDigest &&
    !target.passwordsDrifted &&
    target.bindingDrift === null;
  return same ? "in-sync" : "drifted";
}
