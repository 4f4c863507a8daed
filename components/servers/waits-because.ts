/**
 * Why an agent waits although its token carried automatic approval (`automaticApproval`, lib/api/servers), for the middle of a
 * sentence; null: it does not.
 */
export function waitsBecause(outcome: unknown, maker: string): string | null {
  if (outcome === "makerDisabled") return `${maker}, who made the token, is disabled`;
  if (outcome === "makerRole") return `${maker}, who made the token, may not approve servers any more`;
  if (outcome === "hostKnown") return "its host name was known here already";
  return null;
}
