import type { CompiledMapping, CompiledRule } from "@/lib/iis/resolve-rules";
import { foldCase, type Pattern } from "@/lib/iis/runtime-facts";

/**
 * Whether every certificate that `later` matches is matched by `earlier` too, as far as the rules tell: each rule of the
 * earlier one follows from some rule of the later one. Says no where it cannot tell. Takes it that an attribute has one
 * value: with several, a prefix may fail on a first one that is too short ([B] prefix-stops-early).
 */
export function isShadowedBy(later: CompiledMapping, earlier: CompiledMapping): boolean {
  if (later.neverMatches || earlier.neverMatches) return false;
  return earlier.rules.every((wide) => later.rules.some((narrow) => follows(narrow, wide)));
}

function follows(narrow: CompiledRule, wide: CompiledRule): boolean {
  if (narrow.certificateField !== wide.certificateField || narrow.oid !== wide.oid) return false;
  return patternFollows(narrow.pattern, wide.pattern);
}

function patternFollows(narrow: Pattern, wide: Pattern): boolean {
  if (wide.kind === "any") return true;
  // Of a value that is known up to case only, nothing follows for a comparison that counts case.
  if (wide.caseSensitive && !narrow.caseSensitive) return false;
  const text = wide.caseSensitive ? narrow.text : foldCase(narrow.text);
  switch (wide.kind) {
    case "exact":
      return narrow.kind === "exact" && text === wide.text;
    case "prefix":
      return (narrow.kind === "exact" || narrow.kind === "prefix") && text.startsWith(wide.text);
    case "suffix":
      return (narrow.kind === "exact" || narrow.kind === "suffix") && text.endsWith(wide.text);
    case "contains":
      return narrow.kind !== "any" && text.includes(wide.text);
  }
}
