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
 * neither does the label that the agent prints in front of it. Digits that already differ are said before the paste is whole.
 */
export function compareFingerprint(pasted: string, expected: string): Comparison {
  // `aa:bb` is a separator, `agent: aa` the end of a label.
  const value = (pasted.split(/:\s/).at(-1) ?? "").replace(/^\s*fingerprint\s/i, "");
  const hex = value.toLowerCase().replace(/[^0-9a-z]/g, "");
  if (hex === "") return { outcome: "nothing" };
  const given = fingerprintGroups(hex);
  const wanted = fingerprintGroups(expected);
  const groups = given.flatMap((group, index) => (wanted[index]?.startsWith(group) ? [] : [index]));
  if (groups.length > 0) return { outcome: "different", groups };
  if (hex.length < DIGITS) return { outcome: "incomplete", digits: hex.length };
  return { outcome: "same" };
}
