import type { JOB_STATES } from "@/lib/api/deployments";

/** How a push goes over its targets: a canary, a time to soak, then the rest in waves. */
export interface RolloutSettings {
  /** So many targets are wave 0; 0: no canary. */
  canaryCount: number;
  /** Size of each later wave; 0: all the rest at once. */
  waveSize: number;
  /** Wait so long after each wave that went well. */
  soakSeconds: number;
  /** The first target that fails pauses the push. */
  stopOnFailure: boolean;
}

/** Everything at once, and each target stands for itself. */
export const ALL_AT_ONCE: RolloutSettings = {
  canaryCount: 0,
  waveSize: 0,
  soakSeconds: 0,
  stopOnFailure: false,
};

/** The wave of the target at this place (from 0) in the order of the push. */
export function waveOf(index: number, { canaryCount, waveSize }: RolloutSettings): number {
  if (index < canaryCount) return 0;
  const before = canaryCount > 0 ? 1 : 0;
  return before + (waveSize === 0 ? 0 : Math.floor((index - canaryCount) / waveSize));
}

/**
 * The waves of a push that brings a password nobody has tried, and which target tries it first, by their places; null: no other one could
 * lock the account out as well. `tries`: whether the agent there tries a new password by a logon. Alone in its wave among those it is
 * the first; else a wave of its own is put before theirs.
 */
export function withPasswordCanary(
  waves: readonly number[],
  tries: readonly boolean[],
): { waves: readonly number[]; canary: number | null } {
  const trying = [...waves.keys()].filter((index) => tries[index]);
  if (trying.length < 2) return { waves, canary: null };
  const wave = Math.min(...trying.map((index) => waves[index] ?? 0));
  const first = trying.filter((index) => waves[index] === wave);
  const canary = first[0] ?? null;
  if (first.length === 1) return { waves, canary };
  return { waves: waves.map((each, index) => (each < wave || index === canary ? each : each + 1)), canary };
}

export type RolloutState = "running" | "paused" | "soaking" | "aborted" | "done";
export interface Rollout {
  state: RolloutState;
  openWave: number;
  /** Milliseconds since 1970; null: no wave has gone well yet, or none is waited for. */
  soakUntil: number | null;
  soakSeconds: number;
  stopOnFailure: boolean;
  /** So many failures a person has seen and gone on after. */
  failuresAccepted: number;
  jobs: readonly {
    wave: number;
    state: (typeof JOB_STATES)[number];
    /** Later waves wait until one of these is verified. */
    triesPassword: boolean;
  }[];
}

export type RolloutStep = Pick<Rollout, "state" | "openWave" | "soakUntil">;

/**
 * What a push does next at `now`, from its rows alone; null: nothing. Only the open wave and those before it have work under way:
 * the next one opens when everything up to here has ended, nothing failed that nobody accepted, a new password works where it was tried,
 * and the soak time is over.
 */
export function nextStep(rollout: Rollout, now: number): RolloutStep | null {
  const { state, openWave, soakUntil, soakSeconds, jobs } = rollout;
  if (state === "aborted" || state === "done") return null;
  const open = jobs.filter((job) => job.state === "queued" || job.state === "leased");
  if (open.length === 0) return { state: "done", openWave, soakUntil: null };
  if (state === "paused" || open.some(({ wave }) => wave <= openWave)) return null;
  if (mustStop(rollout) || isUntried(jobs)) return { state: "paused", openWave, soakUntil };
  if (state === "running" && soakSeconds > 0)
    return { state: "soaking", openWave, soakUntil: now + soakSeconds * 1000 };
  if (state === "soaking" && soakUntil !== null && now < soakUntil) return null;
  return { state: "running", openWave: Math.min(...open.map(({ wave }) => wave)), soakUntil: null };
}

/** A failure that nobody has seen yet stops the push. */
export function mustStop({
  stopOnFailure,
  failuresAccepted,
  jobs,
}: Pick<Rollout, "stopOnFailure" | "failuresAccepted" | "jobs">): boolean {
  return stopOnFailure && countFailures(jobs) > failuresAccepted;
}

/** A new password was to be tried by one target first, and none has. */
export function isUntried(jobs: Rollout["jobs"]): boolean {
  const trying = jobs.filter(({ triesPassword }) => triesPassword);
  return trying.length > 0 && trying.every(({ state }) => state !== "verified");
}

export function countFailures(jobs: Rollout["jobs"]): number {
  return jobs.filter(({ state }) => state === "failed" || state === "undone").length;
}
