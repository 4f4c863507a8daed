import { compilePattern, matchesAny, type Pattern, subFieldOid } from "@/lib/iis/runtime-facts";
import type { ManyToOneMapping, Rule } from "@/lib/iis/site-config";
import type { DistinguishedName, NameAttribute } from "@/lib/pki/certificate";

/** A name's attributes in DER order, the borders of its RDNs gone: IIS does not see them ([B] any-value). */
export type FlatName = readonly NameAttribute[];

export interface CompiledRule {
  certificateField: Rule["certificateField"];
  /** "" for a subfield that IIS does not know: the rule never matches. */
  oid: string;
  pattern: Pattern;
}

export interface CompiledMapping {
  rules: CompiledRule[];
  /** One of its rules names a subfield that IIS does not know. */
  neverMatches: boolean;
}

export function compileMapping(mapping: Pick<ManyToOneMapping, "rules">): CompiledMapping {
  const rules = mapping.rules.map((rule) => ({
    certificateField: rule.certificateField,
    oid: subFieldOid(rule.certificateSubField) ?? "",
    pattern: compilePattern(rule.matchCriteria, rule.compareCaseSensitive),
  }));
  return { rules, neverMatches: rules.some((rule) => rule.oid === "") };
}

export function flatten(name: DistinguishedName): FlatName {
  const flat: NameAttribute[] = [];
  for (const rdn of name) for (const attribute of rdn) flat.push(attribute);
  return flat;
}

export function valuesOf(name: FlatName, oid: string): string[] {
  const values: string[] = [];
  for (const attribute of name) if (attribute.oid === oid) values.push(attribute.value);
  return values;
}

/** Position of the first rule that does not hold, or -1 where all do (which is so for a mapping without rules). */
export function firstFailure(mapping: CompiledMapping, subject: FlatName, issuer: FlatName): number {
  for (let i = 0; i < mapping.rules.length; i++) {
    const { certificateField, oid, pattern } = mapping.rules[i] as CompiledRule;
    if (!matchesAny(pattern, certificateField === "Subject" ? subject : issuer, oid)) return i;
  }
  return -1;
}
