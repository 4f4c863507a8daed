import type { Log } from "@/agent/log";

/** Whether a person let this agent in, as far as the console's answers tell. Undefined until one does. */
export interface Approval {
  readonly approved: boolean | undefined;
  /** Takes what an answer says; logs a change. Returns whether it is one. */
  learn(approved: boolean): boolean;
}

export function createApproval(log: Log): Approval {
  let known: boolean | undefined;
  return {
    get approved() {
      return known;
    },
    learn: (approved) => {
      if (approved === known) return false;
      known = approved;
      log.info(approved ? "approved" : "waiting-for-approval");
      return true;
    },
  };
}
