import type { FindingCode } from "@/lib/iis/lint/finding";

/** What IIS refuses, or what cannot do what it says: nobody can mean it. */
const MISTAKES: ReadonlySet<FindingCode> = new Set([
  "duplicate-name",
  "duplicate-rule",
  "empty-name",
  "unknown-subfield",
  "malformed-oid",
  "undecodable-certificate",
  "duplicate-certificate",
  "certificate-two-accounts",
  "empty-user-name",
  "many-to-one-with-ad",
  "clear-text-password",
  "ssl-map-cert",
]);

/** Whether a person may let it stand, with a reason. */
export function isChoice(code: FindingCode): boolean {
  return !MISTAKES.has(code);
}
