import { AWAY_HEADER } from "@/lib/api/away";

/** Nobody touched the page for so long: what it asks by itself from then on is not use. */
const AWAY_MS = 5 * 60_000;

let touchedAt = Date.now();
function touch(): void {
  touchedAt = Date.now();
}
if (typeof window !== "undefined")
  for (const kind of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"])
    window.addEventListener(kind, touch, { passive: true, capture: true });

/** Headers of a request that nobody is behind. */
export function awayHeaders(now = Date.now()): Record<string, string> {
  return now - touchedAt > AWAY_MS ? { [AWAY_HEADER]: "1" } : {};
}
