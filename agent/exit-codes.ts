/** What came of a command, for scripts. docs/agent.md lists them. */
export const EXIT = {
  done: 0,
  /** The command did not work; the code and the reason are on standard error. */
  error: 1,
  /** The arguments cannot be understood. */
  usage: 2,
  /** plan: something would change. */
  wouldChange: 3,
  /** plan: the console's last push would be refused now. apply: a push failed. */
  refused: 4,
  /** apply: a push was written, did not prove right and was taken back. */
  undone: 5,
  /** apply: the console has not let this agent in. */
  notApproved: 6,
} as const;

/** What a command leaves for the person who typed it. */
export interface Done {
  text: string;
  exitCode: (typeof EXIT)[keyof typeof EXIT];
}
