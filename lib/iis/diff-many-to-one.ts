import { type Change, type ChangedEntry, diffFields } from "@/lib/iis/change";
import type { ManyToOneMapping, Rule } from "@/lib/iis/site-config";

const section = "iisClientCertificateMappingAuthentication";
const FIELDS = ["name", "description", "enabled", "permissionMode", "userName"] as const;

/** Removed, changed (fields, rules), added, moved. IIS keys the list by name, without case. */
export function diffManyToOne(
  before: readonly ManyToOneMapping[],
  after: readonly ManyToOneMapping[],
): Change[] {
  const old = new Map<string, number[]>();
  before.forEach(({ name }, index) => {
    const key = name.toLowerCase();
    const same = old.get(key);
    if (same) same.push(index);
    else old.set(key, [index]);
  });
  const changed: Change[] = [];
  const added: Change[] = [];
  const kept: { from: number; to: number }[] = [];
  after.forEach((mapping, to) => {
    const from = old.get(mapping.name.toLowerCase())?.shift();
    const twin = from === undefined ? undefined : before[from];
    const entry = identity(mapping);
    if (from === undefined || !twin) {
      added.push({ section, kind: "added", entry, after: mapping });
      return;
    }
    kept.push({ from, to });
    changed.push(
      ...diffFields(section, FIELDS, twin, mapping, entry),
      ...diffRules(entry, twin.rules, mapping.rules),
    );
  });
  const removed = [...old.values()].flat().flatMap((index): Change[] => {
    const mapping = before[index];
    return mapping ? [{ section, kind: "removed", entry: identity(mapping), before: mapping }] : [];
  });
  return [...removed, ...changed, ...added, ...moves(kept, after)];
}

function identity({ name }: ManyToOneMapping): ChangedEntry {
  return { list: "manyToOneMappings", key: name, label: name };
}

/** All rules must match, so their order decides nothing; but it is kept, and a difference must not go unseen. */
function diffRules(entry: ChangedEntry, before: readonly Rule[], after: readonly Rule[]): Change[] {
  const old = new Map<string, number>();
  for (const rule of before) old.set(keyOf(rule), (old.get(keyOf(rule)) ?? 0) + 1);
  const changes: Change[] = [];
  for (const rule of after) {
    const left = old.get(keyOf(rule)) ?? 0;
    if (left > 0) old.set(keyOf(rule), left - 1);
    else changes.push({ section, kind: "added", entry, field: "rules", after: rule });
  }
  for (const rule of before) {
    const left = old.get(keyOf(rule)) ?? 0;
    if (left > 0) changes.push({ section, kind: "removed", entry, field: "rules", before: rule });
    old.set(keyOf(rule), left - 1);
  }
  if (changes.length === 0 && before.some((rule, i) => keyOf(rule) !== keyOf(after[i]))) {
    changes.push({ section, kind: "moved", entry, field: "rules" });
  }
  return changes;
}

function keyOf(rule: Rule | undefined): string {
  if (!rule) return "";
  const { certificateField, certificateSubField, matchCriteria, compareCaseSensitive } = rule;
  return JSON.stringify([certificateField, certificateSubField, matchCriteria, compareCaseSensitive]);
}

/** Entries outside the longest run that kept its order: the fewest that a person must move. */
function moves(kept: readonly { from: number; to: number }[], after: readonly ManyToOneMapping[]): Change[] {
  const still = longestIncreasing(kept.map(({ from }) => from));
  return kept.flatMap(({ from, to }, i): Change[] => {
    const mapping = after[to];
    if (still.has(i) || !mapping) return [];
    return [{ section, kind: "moved", entry: identity(mapping), before: from + 1, after: to + 1 }];
  });
}

/** Indices of a longest increasing subsequence of distinct numbers (patience sorting, n log n). */
function longestIncreasing(values: readonly number[]): Set<number> {
  const tails: number[] = [];
  const previous: (number | undefined)[] = [];
  values.forEach((value, i) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[i] = low > 0 ? tails[low - 1] : undefined;
    tails[low] = i;
  });
  const chosen = new Set<number>();
  for (let i = tails.at(-1); i !== undefined; i = previous[i]) chosen.add(i);
  return chosen;
}
