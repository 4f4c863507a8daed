import type { StateName } from "@/components/ui/states";
import type { AccountPlace } from "@/lib/api/accounts";

/** What a place has of the stored password, in the one vocabulary of states. */
export const PASSWORD_STATES: Record<AccountPlace["password"], { state: StateName; words: string }> = {
  none: { state: "disabled", words: "None stored" },
  current: { state: "verified", words: "Applied" },
  older: { state: "pending", words: "Not applied yet" },
  pushing: { state: "pushing", words: "Being pushed" },
  kept: { state: "unknown", words: "The agent keeps the one that is there: set it on the server" },
};
