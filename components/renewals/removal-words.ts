import type { StateName } from "@/components/ui/states";
import { openingWords } from "@/lib/api/maintenance-windows";
import type { RemovalItem } from "@/lib/api/removals";

/** A removal's state in the one vocabulary of states. */
export const REMOVAL_LOOKS: Record<RemovalItem["state"], { state: StateName; words: string }> = {
  planned: { state: "unpublished", words: "Waits for publishing" },
  waiting: { state: "pending", words: "Waits for its date" },
  pushing: { state: "pushing", words: "Pushing" },
  done: { state: "verified", words: "Removed, verified" },
  failed: { state: "failed", words: "Not verified" },
  cancelled: { state: "disabled", words: "Cancelled" },
};

/** Nothing of it has happened yet, so its date can be moved. */
export function isMovable({ state, removalRevision }: RemovalItem): boolean {
  return state === "planned" || state === "waiting" || (state === "failed" && removalRevision === null);
}

export function isCancellable({ state }: RemovalItem): boolean {
  return state === "planned" || state === "waiting" || state === "failed";
}

export function waitsForWindow({ opens }: RemovalItem): string | null {
  return (
    opens && `Waits for a maintenance window until ${openingWords({ ...opens, at: Date.parse(opens.at) })}.`
  );
}
