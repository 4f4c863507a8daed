/** What is wrong with a chain, by the first event that is not as it was written. */
export const PROBLEM_KINDS = [
  "edited",
  "missing",
  "inserted",
  "out-of-order",
  "not-linked",
  "replaced",
  "tail-cut",
  "checkpoint-bad",
  "unreadable",
] as const;
export type ProblemKind = (typeof PROBLEM_KINDS)[number];

export interface ChainProblem {
  kind: ProblemKind;
  /** The number of the first bad event in the chain; null where what is wrong has no place in it. */
  number: number | null;
  /** What is wrong, in a sentence or two. */
  message: string;
}

export const problem = (kind: ProblemKind, number: number | null, message: string): ChainProblem => ({
  kind,
  number,
  message,
});
