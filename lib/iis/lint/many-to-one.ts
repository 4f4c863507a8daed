import { disableEntry, moveToEnd, removeRule } from "@/lib/iis/lint/edit";
import type { Finding, FindingEntry } from "@/lib/iis/lint/finding";
import { isShadowedBy } from "@/lib/iis/lint/implies";
import { lintRule } from "@/lib/iis/lint/rule";
import { compileMapping } from "@/lib/iis/resolve-rules";
import type { ManyToOneMapping, Rule } from "@/lib/iis/site-config";

const SECTION = "iisClientCertificateMappingAuthentication" as const;

/** Findings on the list and its entries, in the order of the list. Disabled mappings are checked for what would break the file only. */
export function lintManyToOne(mappings: readonly ManyToOneMapping[]): Finding[] {
  const findings: Finding[] = [];
  const names = new Map<string, number>();
  const shadows = shadowsOf(mappings);
  const lastEnabled = mappings.findLastIndex((mapping) => mapping.enabled);
  mappings.forEach((mapping, index) => {
    const entry: FindingEntry = { list: "manyToOneMappings", index, name: mapping.name };
    findings.push(...lintKeys(mapping, entry, names));
    if (!mapping.enabled) return;
    if (mapping.rules.length === 0) findings.push(...lintRuleLess(mapping, entry, index === lastEnabled));
    else if (mapping.permissionMode === "Allow") findings.push(...lintBreadth(mapping, entry));
    mapping.rules.forEach((rule, i) => {
      findings.push(...lintRule(rule, { ...entry, rule: i }));
    });
    const shadow = shadows.get(index);
    const earlier = shadow === undefined ? undefined : mappings[shadow];
    if (earlier) findings.push(shadowed(mapping, entry, earlier));
  });
  return findings;
}

function lintKeys(mapping: ManyToOneMapping, entry: FindingEntry, names: Map<string, number>): Finding[] {
  const findings: Finding[] = [];
  const refused = "IIS answers every request of the site with 500.19 (0x800700b7, duplicate key).";
  const key = mapping.name.toLowerCase();
  const first = names.get(key);
  if (mapping.name === "")
    findings.push({
      code: "empty-name",
      severity: "error",
      section: SECTION,
      entry,
      message: `Many-to-one mapping ${entry.index + 1} has no name.`,
      why: "IIS answers every request of the site with 500.19 (0x8007000d).",
      fix: "Give it a name.",
    });
  else if (first === undefined) names.set(key, entry.index);
  else
    findings.push({
      code: "duplicate-name",
      severity: "error",
      section: SECTION,
      entry,
      message: `The name ${JSON.stringify(mapping.name)} is taken by mapping ${first + 1}; case does not count.`,
      why: refused,
      fix: "Rename one of the two.",
    });
  const seen = new Set<string>();
  mapping.rules.forEach((rule, i) => {
    const text = ruleKey(rule);
    if (seen.has(text)) {
      const at = { ...entry, rule: i };
      findings.push({
        code: "duplicate-rule",
        severity: "error",
        section: SECTION,
        entry: at,
        message: `Rule ${i + 1} of ${JSON.stringify(mapping.name)} is there twice.`,
        why: refused,
        fix: "Remove one of the two.",
        mechanicalFix: removeRule(at),
      });
    }
    seen.add(text);
  });
  return findings;
}

function lintRuleLess(mapping: ManyToOneMapping, entry: FindingEntry, last: boolean): Finding[] {
  const name = JSON.stringify(mapping.name);
  if (mapping.permissionMode === "Allow")
    return [
      {
        code: "rule-less-allow",
        severity: "error",
        section: SECTION,
        entry,
        message: `${name} has no rules, so it gives every certificate the account ${mapping.userName ?? ""}.`,
        why: "A certificate of any authority that the server trusts becomes that account.",
        fix: "Add rules, on the issuer too, or disable the mapping.",
        because: ["no-rules-match-all"],
        mechanicalFix: disableEntry(entry),
      },
    ];
  if (last) return [];
  return [
    {
      code: "rule-less-deny-not-last",
      severity: "error",
      section: SECTION,
      entry,
      message: `${name} denies every certificate before the mappings below it are tried.`,
      why: "The first mapping that matches decides, and one without rules matches everyone: what stands below never counts.",
      fix: "Move it to the end, where it denies who matched nothing else.",
      because: ["no-rules-match-all", "first-match-wins"],
      mechanicalFix: moveToEnd(entry.index),
    },
  ];
}

function lintBreadth({ name, rules }: ManyToOneMapping, entry: FindingEntry): Finding[] {
  const findings: Finding[] = [];
  if (!rules.some((rule) => rule.certificateField === "Issuer"))
    findings.push({
      code: "issuer-not-in-rules",
      severity: "warning",
      section: SECTION,
      entry,
      message: `${JSON.stringify(name)} does not look at the issuer.`,
      why: "Any authority that the server trusts can issue a certificate with that subject. Even a rule on the issuer trusts its name, not its key.",
      fix: "Add rules on the issuer's CN and O.",
    });
  const looked = new Set(rules.map((rule) => `${rule.certificateField} ${rule.certificateSubField}`));
  if (looked.size === 1)
    findings.push({
      code: "single-subfield",
      severity: "warning",
      section: SECTION,
      entry,
      message: `${JSON.stringify(name)} looks at a single subfield (${[...looked][0]}).`,
      why: "One value is easily met by a certificate that nobody had in mind.",
      fix: "Add a rule on another subfield.",
    });
  return findings;
}

function shadowed(mapping: ManyToOneMapping, entry: FindingEntry, earlier: ManyToOneMapping): Finding {
  const opens = mapping.permissionMode === "Deny" && earlier.permissionMode === "Allow";
  return {
    code: "shadowed-mapping",
    severity: opens ? "error" : "warning",
    section: SECTION,
    entry,
    message: `${JSON.stringify(mapping.name)} is never reached: ${JSON.stringify(earlier.name)} above it matches all that it would match.`,
    why: opens
      ? "The first mapping that matches decides, so what this one means to deny is allowed."
      : "The first mapping that matches decides.",
    fix: "Move it above the other one, or remove it.",
    because: ["first-match-wins"],
  };
}

/** The first earlier mapping that shadows each one, both enabled. Quadratic, so beyond some thousands it looks at neighbours only. */
function shadowsOf(mappings: readonly ManyToOneMapping[]): Map<number, number> {
  const compiled = mappings.map(compileMapping);
  const found = new Map<number, number>();
  mappings.forEach((mapping, index) => {
    const later = compiled[index];
    if (!mapping.enabled || !later) return;
    for (let i = mappings.length > 3_000 ? Math.max(0, index - 3_000) : 0; i < index; i++) {
      const earlier = compiled[i];
      if (!mappings[i]?.enabled || !earlier || !isShadowedBy(later, earlier)) continue;
      found.set(index, i);
      return;
    }
  });
  return found;
}

function ruleKey(rule: Rule): string {
  return JSON.stringify([
    rule.certificateField,
    rule.certificateSubField,
    rule.matchCriteria,
    rule.compareCaseSensitive,
  ]);
}
