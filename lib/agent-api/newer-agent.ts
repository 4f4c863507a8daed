import { version } from "@/package.json";

/**
 * The version that this console brings, where the agent's is an older release of it; null where it is as new, or no release, as one that
 * runs from source.
 */
export function newerAgent(agentVersion: string, own: string = version): string | null {
  const [theirs, ours] = [releaseOf(agentVersion), releaseOf(own)];
  if (theirs === null || ours === null) return null;
  const at = ours.findIndex((part, index) => part !== theirs[index]);
  return at !== -1 && (theirs[at] ?? 0) < (ours[at] ?? 0) ? own : null;
}

function releaseOf(text: string): number[] | null {
  return /^\d{1,6}\.\d{1,6}\.\d{1,6}$/.test(text) ? text.split(".").map(Number) : null;
}
