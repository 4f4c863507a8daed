import type { BindingWish } from "@/lib/iis/binding-wish";
import type { DraftFix } from "@/lib/iis/doctor/draft-fix";
import type { Scene } from "@/lib/iis/doctor/scene";

export const VERDICTS = ["ok", "problem", "warning", "unknown"] as const;
export type Verdict = (typeof VERDICTS)[number];

export const GROUPS = ["server", "site", "binding", "trust", "accounts", "directory"] as const;
export type Group = (typeof GROUPS)[number];

/** What Certmap itself can put right with the next push. */
export type PushFix =
  | { kind: "draft-change"; change: DraftFix; words: string }
  | { kind: "binding-flags"; wishes: BindingWish[]; words: string };

/** What one look found. */
export interface Answer {
  verdict: Verdict;
  /** One or two sentences with the value that was seen. */
  seen: string;
  /** What to do, where something is to be done. */
  fix?: string;
  fixInNextPush?: PushFix;
}

/** One thing that must be true for a client certificate to become an account. */
export interface Check {
  id: string;
  title: string;
  group: Group;
  /** What a request gets when it is not true. */
  why: string;
  /** The statuses of an IIS log that it may be the cause of, most telling first. */
  statuses: readonly string[];
  /** `documented` by Microsoft, or reported behaviour that was never verified against IIS. */
  sure: "documented" | "hypothesis";
  source: string;
  /** A command to copy, for the server itself. */
  byHand(scene: Scene): string;
  look(scene: Scene): Answer;
}

export const fine = (seen: string): Answer => ({ verdict: "ok", seen });
export const problem = (seen: string, fix: string, fixInNextPush?: PushFix): Answer => ({
  verdict: "problem",
  seen,
  fix,
  ...(fixInNextPush && { fixInNextPush }),
});
export const warning = (seen: string, fix: string, fixInNextPush?: PushFix): Answer => ({
  ...problem(seen, fix, fixInNextPush),
  verdict: "warning",
});
/** A fact is absent; the command says how to find out by hand. */
export const unknown = (seen: string): Answer => ({ verdict: "unknown", seen });

/** The first few of a long list, and how many more. */
export function few(names: readonly string[], most = 5): string {
  const rest = names.length - most;
  return names.slice(0, most).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
