import type { Rule } from "@/lib/iis/site-config";

/** A rule as a line of text: `Subject O = Contoso`, with `(any case)` behind it where case does not count. */
export function ruleText(rule: Rule): string {
  const { certificateField, certificateSubField, matchCriteria, compareCaseSensitive } = rule;
  return `${certificateField} ${certificateSubField} = ${matchCriteria}${compareCaseSensitive ? "" : " (any case)"}`;
}
