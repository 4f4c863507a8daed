import type { MappingRow } from "@/lib/queries/mapping-rows";

/**
 * What became of a mapping since a person saw it, in words; empty: nothing. `now` is undefined when it was removed.
 */
export function mappingDifferences(seen: MappingRow, now: MappingRow | undefined): string[] {
  if (now === undefined) return [`${seen.name} was removed.`];
  const words: string[] = [];
  const differ = (what: string, before: string, after: string) => {
    if (before !== after) words.push(`${seen.name}: ${what} is now ${after}; you saw ${before}.`);
  };
  differ("the name", seen.name, now.name);
  differ("the account", seen.account.userName, now.account.userName);
  if (seen.certificate.id !== now.certificate.id)
    differ("the certificate", seen.certificate.subject, now.certificate.subject);
  if (seen.certificate.id !== now.certificate.id && seen.certificate.subject === now.certificate.subject)
    words.push(`${seen.name}: it has another certificate of the same subject now.`);
  differ("it", seen.enabled ? "enabled" : "disabled", now.enabled ? "enabled" : "disabled");
  return words;
}
