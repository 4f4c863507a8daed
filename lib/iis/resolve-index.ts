import type { CompiledMapping, CompiledRule, FlatName } from "@/lib/iis/resolve-rules";
import { foldCase, type Pattern } from "@/lib/iis/runtime-facts";

/**
 * Finds the many-to-one mappings that can match at all, so that a thousand mappings cost a few look-ups per certificate.
 * Each mapping stands under its rarest indexable rule (a necessary condition); the rules themselves are checked afterwards.
 */
export interface MappingIndex {
  /** By field, then OID. */
  Subject: Map<string, Buckets>;
  Issuer: Map<string, Buckets>;
  /** Positions of mappings with no rule to index: without rules, or with `*` only. Ascending. */
  always: number[];
}

/** One look-up table per kind, case mode and length of the text; exact ones have length 0 (any). */
type Buckets = Map<string, { pattern: Pattern; length: number; byText: Map<string, number[]> }>;

/** Sorts the rules of each mapping on the way. */
export function indexMappings(mappings: readonly CompiledMapping[]): MappingIndex {
  const index: MappingIndex = { Subject: new Map(), Issuer: new Map(), always: [] };
  const uses = new Map<string, number>();
  for (const { rules } of mappings)
    for (const rule of rules) uses.set(keyOf(rule), (uses.get(keyOf(rule)) ?? 0) + 1);
  mappings.forEach((mapping, position) => {
    if (mapping.neverMatches) return;
    // The rule that fewest mappings share fails soonest, so it is also checked first.
    mapping.rules.sort((a, b) => (uses.get(keyOf(a)) ?? 0) - (uses.get(keyOf(b)) ?? 0));
    const anchor = mapping.rules.find((rule) => isIndexable(rule.pattern));
    if (anchor) add(index, anchor, position);
    else index.always.push(position);
  });
  return index;
}

/** Positions of the mappings that may match a certificate with these names, ascending, possibly with repetitions. */
export function candidates(index: MappingIndex, subject: FlatName, issuer: FlatName): number[] {
  const found: number[] = [];
  collect(index.Subject, subject, found);
  collect(index.Issuer, issuer, found);
  if (found.length === 0) return index.always;
  for (const position of index.always) found.push(position);
  return found.sort((a, b) => a - b);
}

function collect(fields: Map<string, Buckets>, name: FlatName, found: number[]): void {
  for (const { oid, value } of name) {
    const buckets = fields.get(oid);
    if (!buckets) continue;
    for (const { pattern, length, byText } of buckets.values()) {
      // Folding may change the length of a text, so the folded one is measured.
      const text = pattern.caseSensitive ? value : foldCase(value);
      if (text.length < length) continue;
      if (pattern.kind === "exact") take(byText, text, found);
      else if (pattern.kind === "prefix") take(byText, text.slice(0, length), found);
      else if (pattern.kind === "suffix") take(byText, tail(text, length), found);
      // Values are short, so their parts are fewer than the patterns.
      else
        for (let at = 0; at + length <= text.length; at++) take(byText, text.slice(at, at + length), found);
    }
  }
}

function take(byText: ReadonlyMap<string, number[]>, text: string, found: number[]): void {
  const positions = byText.get(text);
  if (positions) for (const position of positions) found.push(position);
}

function add(index: MappingIndex, { certificateField, oid, pattern }: CompiledRule, position: number): void {
  const fields = index[certificateField];
  let buckets = fields.get(oid);
  if (!buckets) {
    buckets = new Map();
    fields.set(oid, buckets);
  }
  const length = pattern.kind === "exact" ? 0 : pattern.text.length;
  const key = `${pattern.kind} ${pattern.caseSensitive} ${length}`;
  let bucket = buckets.get(key);
  if (!bucket) {
    bucket = { pattern, length, byText: new Map() };
    buckets.set(key, bucket);
  }
  const positions = bucket.byText.get(pattern.text);
  if (positions) positions.push(position);
  else bucket.byText.set(pattern.text, [position]);
}

function tail(text: string, length: number): string {
  return length === 0 ? "" : text.slice(-length);
}

function isIndexable({ kind, text }: Pattern): boolean {
  return kind === "contains" ? text !== "" : kind !== "any";
}

function keyOf({ certificateField, oid, pattern }: CompiledRule): string {
  return `${certificateField} ${oid} ${pattern.kind} ${pattern.caseSensitive} ${pattern.text}`;
}
