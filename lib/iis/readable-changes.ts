import type { Change } from "@/lib/iis/change";
import { describeChange } from "@/lib/iis/diff";

/** A change as a person reads it. */
export interface ReadableChange {
  kind: Change["kind"];
  section: string;
  text: string;
}

export function readableChanges(changes: readonly Change[]): ReadableChange[] {
  return changes.map((change) => ({
    kind: change.kind,
    section: change.section,
    text: describeChange(change),
  }));
}
