const MINUTE = 60_000;

/** A session ends after this long, whatever happens. In seconds, as better-auth counts. */
export const SESSION_SECONDS = 12 * 3600;
/** And after this long without a request. */
export const IDLE_MS = 120 * MINUTE;
/** How exactly the last request is kept: a page that asks every second writes once a minute. */
const SEEN_MS = MINUTE;

/** What a request means for a session that was last seen then. */
export function sessionAge(lastSeenAt: Date, now: number): "idle" | "to-be-noted" | "fresh" {
  const age = now - lastSeenAt.getTime();
  if (age > IDLE_MS) return "idle";
  return age > SEEN_MS ? "to-be-noted" : "fresh";
}
