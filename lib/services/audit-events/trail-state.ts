import type { ChainPlace } from "@/lib/audit-chain/link";
import type { ChainProblem } from "@/lib/audit-chain/problem";
import type { Checkpointed } from "./checkpoint";

/** What is known of the trail. Kept in this process and not in the database: whoever can alter events could alter it too. */
export interface TrailState {
  at: string;
  events: number;
  head: ChainPlace;
  vouchedUpTo: number | null;
  problem: ChainProblem | null;
}

const shared = globalThis as { certmapTrail?: TrailState };

/** Null until the first verification of this process is done. */
export function trailState(): TrailState | null {
  return shared.certmapTrail ?? null;
}

export function setTrailState(state: TrailState): TrailState {
  shared.certmapTrail = state;
  return state;
}

/** The events that a checkpoint looked at are verified too, when they follow those that were verified before. */
export function extendTrailState({ from, head, problem }: Checkpointed): void {
  const known = trailState();
  if (known === null || known.problem !== null || known.head.hash !== from.hash) return;
  setTrailState({
    at: new Date().toISOString(),
    events: known.events + head.number - from.number,
    head,
    vouchedUpTo: problem === null ? head.number : known.vouchedUpTo,
    problem,
  });
}
