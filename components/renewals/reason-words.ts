import type { Predecessor } from "@/lib/api/renewals";
import type { SuccessionReason } from "@/lib/pki/succeeds";

const WORDS: Record<SuccessionReason, string> = {
  key: "The same key",
  "key-identifier": "The same subject key identifier",
  names: "The same subject and issuer",
  "issuer-key": "The same subject, and the same key of the issuer",
  upn: "The same user principal name",
};

/** Why one succeeds the other, and what makes it doubtful. */
export function reasonWords({ reason, otherIssuer }: Pick<Predecessor, "reason" | "otherIssuer">): string {
  return otherIssuer ? `${WORDS[reason]}, but another CA issued it` : WORDS[reason];
}
