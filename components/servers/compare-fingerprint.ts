/** How a pasted fingerprint stands to the one that reached the console. */
export type Comparison =
  | { outcome: "nothing" }
  | { outcome: "incomplete"; digits: number }
  | { outcome: "same" }
  | { outcome: "different"; groups: number[] };

const DIGITS = 64;

/** Groups of four hex digits, as the agent prints them. */
export function fingerprintGroups(hex: string): string[] {
  return hex.match(/.{1,4}/g) ?? [];
}

/**
 * Compares a pasted text with `expected` (64 lower-case hex digits). Gaps, colons, hyphens and capitals do not count, and
 * neither does a label in front of it, such as `Fingerprint:`. Digits that already differ are said before the paste is whole.
 */
export function compareFingerprint(pasted: string, expected: string): Comparison {
  const value = pasted.includes("ingerprint") ? pasted.slice(pasted.lastIndexOf("ingerprint") + 10) : pasted;
  const hex = value.toLowerCase().replace(/[^0-9a-z]/g, "");
  if (hex === "") return { outcome: "nothing" };
  const given = fingerprintGroups(hex);
  const wanted = fingerprintGroups(expected);
  const groups = given.flatMap((group, index) => (wanted[index]?.startsWith(group) ? [] : [index]));
  if (groups.length > 0) return { outcome: "different", groups };
  if (hex.length < DIGITS) return { outcome: "incomplete", digits: hex.length };
  return { outcome: "same" };
}
