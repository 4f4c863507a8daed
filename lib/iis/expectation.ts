import type { Resolution } from "@/lib/iis/resolve";

/** The refusals that a site config by itself leads to: the logon fails, nobody is signed in, a mapping denies. */
export const REFUSALS = ["401.1", "401.2", "403.12"] as const;
export type Refusal = (typeof REFUSALS)[number];

/** What a certificate must become. `unmapped`: no mapping may match, whatever the other ways in make of it then. */
export type Expectation =
  | { kind: "account"; userName: string }
  | { kind: "refused"; status: Refusal }
  | { kind: "anonymous" }
  | { kind: "unmapped" };

/** What came of a question, as people count it. `unknown`: the site config does not tell what the client gets. */
export const VERDICTS = ["account", "denied", "refused", "anonymous", "unknown"] as const;
export type VerdictName = (typeof VERDICTS)[number];

type Answer = Pick<Resolution, "decision" | "account" | "outcome">;

/** `denied` is a mapping's 403.12; `refused` every other status. */
export function verdictOf({ decision, outcome }: Answer): VerdictName {
  if (outcome.status === "403.12") return "denied";
  if (outcome.status !== null) return "refused";
  if (outcome.identity === null) return "unknown";
  return decision === "allow" ? "account" : "anonymous";
}

/** Whether it came out as expected. Windows compares the names of accounts without case. */
export function meets(expected: Expectation, answer: Answer): boolean {
  switch (expected.kind) {
    case "account":
      return (
        verdictOf(answer) === "account" && answer.account?.toLowerCase() === expected.userName.toLowerCase()
      );
    case "refused":
      return answer.outcome.status === expected.status;
    case "anonymous":
      return verdictOf(answer) === "anonymous";
    case "unmapped":
      return answer.decision === "no-match";
  }
}

/** "becomes CONTOSO\a", "is refused with 403.12": the rest of a sentence about a certificate. */
export function sayExpectation(expected: Expectation): string {
  switch (expected.kind) {
    case "account":
      return `becomes ${expected.userName}`;
    case "refused":
      return `is refused with ${expected.status}`;
    case "anonymous":
      return "is let in as IUSR";
    case "unmapped":
      return "matches no mapping";
  }
}

/** The same of what came out. */
export function sayAnswer(answer: Answer): string {
  const { status, identity } = answer.outcome;
  if (status !== null) return `is refused with ${status}`;
  if (verdictOf(answer) === "anonymous") return `is let in as ${identity}`;
  if (identity !== null) return `becomes ${identity}`;
  return "matches no mapping, and what follows cannot be told from this site config";
}
