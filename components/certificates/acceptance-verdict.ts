import type { ChecklistItem } from "@/lib/pki/checklist";

const ORDER = { fail: 0, warn: 1, pass: 2 } as const;

/** What needs somebody stands on top; otherwise the order of the checks. */
export function worstFirst(items: readonly ChecklistItem[]): ChecklistItem[] {
  return [...items].sort((a, b) => ORDER[a.state] - ORDER[b.state]);
}

/** The answer in a sentence or two. It never promises: trust and revocation are only known on the server. */
export function verdictOf(items: readonly ChecklistItem[]): string {
  const failed = items.filter(({ state }) => state === "fail").length;
  const warned = items.filter(({ state }) => state === "warn").length;
  if (failed > 0) {
    const count = failed === 1 ? "1 check" : `${failed} checks`;
    return `No. IIS refuses it with its default settings: it fails ${count} of ${items.length}.`;
  }
  if (warned > 0) {
    const count = warned === 1 ? "1 comes" : `${warned} come`;
    return `Perhaps. No check refuses it, but ${count} with a warning.`;
  }
  return "Yes, as far as the certificate itself can tell. The server must trust its issuer and reach its revocation list.";
}
