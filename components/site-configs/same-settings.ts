import type { DraftSettings } from "@/lib/api/site-configs";

/** The same text for the same settings, however their keys are ordered; absent and undefined are one. */
export function settingsKey(settings: DraftSettings): string {
  return JSON.stringify(settings, (_key, value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

export function sameSettings(a: DraftSettings, b: DraftSettings): boolean {
  return settingsKey(a) === settingsKey(b);
}
