const UNITS = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;
const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** "3 minutes ago", "in 12 days", "just now". Whole units, rounded towards now. */
export function relativeTime(instant: number, now: number): string {
  const seconds = (instant - now) / 1000;
  for (const [unit, length] of UNITS) {
    const count = Math.trunc(seconds / length);
    if (count !== 0) return words.format(count, unit);
  }
  return "just now";
}
