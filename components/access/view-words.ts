import type { AccessFilter } from "@/lib/api/access";

interface Words {
  label: string;
  explanation: string;
  empty: string;
}

/** The three values of a site config, as an auditor asks for them. */
export const VIEW_WORDS: Record<AccessFilter["view"], Words> = {
  desired: {
    label: "Desired",
    explanation: "What the newest published revisions say, pushed or not.",
    empty: "A mapping appears here once a revision with it is published.",
  },
  deployed: {
    label: "Deployed",
    explanation: "What was pushed to the servers and verified there.",
    empty: "A mapping appears here once a push with it was verified on a server.",
  },
  observed: {
    label: "Observed",
    explanation: "What the agents found on the servers at their last report, whoever put it there.",
    empty: "A mapping appears here once an agent reports it.",
  },
};
