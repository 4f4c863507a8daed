import { editRule } from "@/lib/iis/lint/edit";
import type { Finding, FindingEntry } from "@/lib/iis/lint/finding";
import { subFieldOid } from "@/lib/iis/runtime-facts";
import type { Rule } from "@/lib/iis/site-config";

const SECTION = "iisClientCertificateMappingAuthentication" as const;

/** What people write, by its lower-case form without blanks, and what IIS reads. */
const MEANT: Readonly<Record<string, string>> = {
  cn: "CN",
  ou: "OU",
  o: "O",
  l: "L",
  c: "C",
  s: "S",
  st: "S",
  sp: "S",
  state: "S",
  e: "Email",
  email: "Email",
  emailaddress: "Email",
  i: "I",
  initials: "I",
  g: "GN",
  gn: "GN",
  givenname: "GN",
  t: "T",
  title: "T",
  dc: "0.9.2342.19200300.100.1.25",
  uid: "0.9.2342.19200300.100.1.1",
  sn: "2.5.4.4",
  surname: "2.5.4.4",
  serialnumber: "2.5.4.5",
  street: "2.5.4.9",
  postalcode: "2.5.4.17",
};

/** What is odd about one rule of a many-to-one mapping. */
export function lintRule(rule: Rule, entry: FindingEntry): Finding[] {
  const findings: Finding[] = [];
  const add = (finding: Omit<Finding, "section" | "entry">) =>
    findings.push({ section: SECTION, entry, ...finding });
  const { certificateSubField: subField, matchCriteria } = rule;
  const place = `Rule ${(entry.rule ?? 0) + 1} of ${JSON.stringify(entry.name)}`;
  const oid = subFieldOid(subField);
  if (oid === null) {
    const meant = MEANT[subField.trim().toLowerCase().replaceAll(" ", "")];
    add({
      code: "unknown-subfield",
      severity: "error",
      message: `${place}: IIS does not know the subfield ${JSON.stringify(subField)}.`,
      why: "The rule never matches, without an error, and with it the whole mapping. The names count case: CN, OU, O, L, S (state), C, I, GN, T, Email; anything else goes by its dotted OID.",
      fix: meant ? `Write ${meant}.` : "Write one of these names, or the dotted OID of the attribute.",
      because: ["subfield-names", "subfield-unknown"],
      ...(meant && { mechanicalFix: editRule(entry, (one) => ({ ...one, certificateSubField: meant })) }),
    });
  } else if (/^\d/.test(subField) && !/^[0-2](\.(0|[1-9]\d*))+$/.test(subField)) {
    add({
      code: "malformed-oid",
      severity: "error",
      message: `${place}: ${JSON.stringify(subField)} is no object identifier.`,
      why: "IIS takes a subfield that starts with a digit as a dotted OID, so the rule never matches.",
      fix: "Write it as in 2.5.4.5, without blanks.",
      because: ["subfield-oid"],
    });
  }
  const inner = matchCriteria.replace(/^\*/, "").replace(/\*$/, "");
  if (matchCriteria === "") {
    add({
      code: "never-matches",
      severity: "error",
      message: `${place} compares with an empty text.`,
      why: "Only an attribute with an empty value would match, and certificates hold none.",
      fix: "Write the value that the certificates have, or remove the rule.",
      because: ["wildcard-ends"],
    });
    return findings;
  }
  if (inner === "") {
    add({
      code: "wildcard-alone",
      severity: "warning",
      message: `${place} takes any value of ${subField}.`,
      why: "Every certificate that has the attribute at all satisfies it, whoever issued it.",
      fix: "Write the value that the certificates have.",
      because: ["wildcard-ends"],
    });
    return findings;
  }
  if (/[*?]/.test(inner))
    add({
      code: "inner-wildcard",
      severity: "warning",
      message: `${place}: a * or ? inside ${JSON.stringify(matchCriteria)} stands for itself.`,
      why: "IIS knows * at the beginning and at the end only, and no ? at all, so the rule will hardly ever match.",
      fix: "Keep the part before or after it, or split the rule in two: both must hold.",
      because: ["wildcard-ends"],
    });
  if (inner.trim() !== inner)
    add({
      code: "blank-at-the-edge",
      severity: "warning",
      message: `${place}: ${JSON.stringify(matchCriteria)} begins or ends with a blank.`,
      why: "Blanks count. Values in certificates rarely have them at the edges, so the rule will hardly ever match.",
      fix: "Remove the blank.",
      because: ["wildcard-ends"],
      mechanicalFix: editRule(entry, (one) => ({ ...one, matchCriteria: withoutEdges(one.matchCriteria) })),
    });
  if (oid === "2.5.4.6" && !matchCriteria.includes("*") && !/^[A-Za-z]{2}$/.test(matchCriteria.trim()))
    add({
      code: "never-matches",
      severity: "warning",
      message: `${place}: a country is two letters, not ${JSON.stringify(matchCriteria)}.`,
      why: "X.520 allows two-letter codes only, so the rule will hardly ever match.",
      fix: "Write the code, such as US or DE.",
    });
  if (/^\*.+\*$/s.test(matchCriteria) && !rule.compareCaseSensitive)
    add({
      code: "contains-without-case",
      severity: "warning",
      message: `${place}: ${JSON.stringify(matchCriteria)} without case acts as ${JSON.stringify(matchCriteria.slice(0, -1))}.`,
      why: "With compareCaseSensitive=false IIS compares with the whole rest of the value, so the text must stand at its end.",
      fix: "Set compareCaseSensitive, or anchor the text at one end.",
      because: ["contains-is-suffix-without-case"],
    });
  return findings;
}

function withoutEdges(matchCriteria: string): string {
  const [, first = "", inner = "", last = ""] = /^(\*?)(.*?)(\*?)$/s.exec(matchCriteria) ?? [];
  return `${first}${inner.trim()}${last}`;
}
