import canonicalize from "canonicalize";
import type { Change } from "@/lib/iis/change";

/**
 * What a difference between what was pushed and what stands there is: *ours*, when it leads to what a revision of ours says;
 * *foreign*, an entry that somebody else put there; *corrective*, an entry or setting of ours that pushing again puts right.
 */
export type ChangeClass = "ours" | "corrective" | "foreign";

/** The class of each change, in their order. `own`: the changes that lead from what was pushed to the newest revision. */
export function classifyChanges(changes: readonly Change[], own: readonly Change[]): ChangeClass[] {
  const ours = new Set(own.map(keyOf));
  return changes.map((change) => {
    if (ours.has(keyOf(change))) return "ours";
    return change.kind === "added" && change.entry !== undefined ? "foreign" : "corrective";
  });
}

/**
 * The class of each change that a push would make, in their order. `own`: the changes that lead from what was pushed last to the revision;
 * null where nothing was pushed yet. An entry that nobody of us put there and that the push takes out is foreign.
 */
export function classifyPush(changes: readonly Change[], own: readonly Change[] | null): ChangeClass[] {
  const ours = own && new Set(own.map(keyOf));
  return changes.map((change) => {
    if (ours?.has(keyOf(change))) return "ours";
    if (change.kind === "removed" && change.entry !== undefined && change.field === undefined)
      return "foreign";
    return ours === null ? "ours" : "corrective";
  });
}

export function countClasses(classes: readonly ChangeClass[]): Record<ChangeClass, number> {
  const counts = { ours: 0, corrective: 0, foreign: 0 };
  for (const each of classes) counts[each]++;
  return counts;
}

/**
 * What a change leads to, whatever was there before. A mapping read from a file has no name: what a person calls an entry is no part of
 * the difference.
 */
function keyOf({ section, kind, entry, field, before, after }: Change): string {
  const led = { section, kind, list: entry?.list, key: entry?.key, field };
  if (kind === "removed") return canonicalize({ ...led, before: field && before }) ?? "";
  const { name: _, ...nameless } = typeof after === "object" && "name" in after ? after : { name: "" };
  const value = entry?.list === "oneToOneMappings" && typeof after === "object" ? nameless : after;
  return canonicalize({ ...led, after: value }) ?? "";
}
