import type { ManyToOneMapping, OneToOneMapping, Rule, SectionName } from "@/lib/iis/site-config";

/** Which entry a change is about. `key` identifies it: the certificate, or the name of a many-to-one mapping. */
export interface ChangedEntry {
  list: "oneToOneMappings" | "manyToOneMappings";
  key: string;
  /** What a person calls it. Never empty. */
  label: string;
}

export type ChangeValue =
  | string
  | number
  | boolean
  | readonly string[]
  | OneToOneMapping
  | ManyToOneMapping
  | Rule;

/**
 * One difference. Without `entry` and `field` it is about the whole section (managed or not), with `field` alone about an
 * attribute of the section, with `entry` alone about the whole entry, with both about a field of the entry. The field
 * `rules` has one rule as `before` or `after`. `moved`: positions, counted from 1.
 */
export interface Change {
  section: SectionName;
  kind: "added" | "removed" | "changed" | "moved";
  entry?: ChangedEntry;
  field?: string;
  before?: ChangeValue;
  after?: ChangeValue;
}

/** Fields in the given order. A field that is absent on one side is a change from or to nothing. */
export function diffFields<F extends string>(
  section: SectionName,
  fields: readonly F[],
  before: { readonly [field in F]?: ChangeValue },
  after: { readonly [field in F]?: ChangeValue },
  entry?: ChangedEntry,
): Change[] {
  return fields
    .filter((field) => before[field] !== after[field])
    .map((field) => ({
      section,
      kind: "changed",
      ...(entry ? { entry } : {}),
      field,
      ...(before[field] === undefined ? {} : { before: before[field] }),
      ...(after[field] === undefined ? {} : { after: after[field] }),
    }));
}
