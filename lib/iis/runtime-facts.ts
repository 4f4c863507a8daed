export interface RuntimeFact {
  statement: string;
  /** `reported`: seen in how the module behaves; `practised`: from a practitioner's account; `inferred`: from its symptoms. */
  basis: "reported" | "practised" | "inferred";
}

const reported = (statement: string): RuntimeFact => ({ statement, basis: "reported" });
const practised = (statement: string): RuntimeFact => ({ statement, basis: "practised" });
const inferred = (statement: string): RuntimeFact => ({ statement, basis: "inferred" });

/**
 * How IIS behaves at run time where no page of Microsoft says so. Each entry is reported behaviour that was not verified
 * against a real server; a verdict that rests on one says so. They live here, and only here, with the functions that put
 * them into practice, so that one run on a server can confirm or change them in one place. Elsewhere `[B]` and a name refer here.
 */
export const RUNTIME_FACTS = {
  "site-level-only": reported(
    "The module reads the mapping lists, logonMethod and defaultLogonDomain at the site only; what stands at Site/app is ignored.",
  ),
  "one-to-one-first": reported(
    "One-to-one mappings come first; when one matches, the many-to-one list (Deny included) is never asked. Documented for IIS 6.",
  ),
  "first-match-wins": reported(
    "Many-to-one mappings are tried in configuration order, and the first whose rules all match decides.",
  ),
  "disabled-not-loaded": reported("A disabled entry, or a list that is switched off, is not loaded at all."),
  "no-match-declines": reported(
    "Without a match the module declines, and the next authentication method decides.",
  ),
  "deny-is-403-12": reported("A match with permissionMode Deny answers 403.12."),
  "no-rules-match-all": reported("A mapping without rules matches every certificate."),
  "subfield-names": reported(
    "certificateSubField is compared case-sensitively with eleven names (CN, OU, O, L, S, C, I, GN, T, Email; one more is unknown).",
  ),
  "subfield-oid": reported("A certificateSubField that starts with a digit is taken as a dotted OID."),
  "subfield-unknown": reported("A name that the module does not know never matches, without an error."),
  "any-value": reported(
    "A rule is true when any attribute of that type matches, in DER order over all RDNs.",
  ),
  "wildcard-ends": reported(
    "Only * as the first or the last character is a wildcard; inside, * and ? stand for themselves.",
  ),
  "case-fold": reported("compareCaseSensitive=false compares without case, by simple folding."),
  "prefix-stops-early": reported(
    "With `abc*`, when the first value is shorter than the prefix the rule fails at once: later values are not tried.",
  ),
  "contains-is-suffix-without-case": reported(
    "With `*abc*` and compareCaseSensitive=false the pattern is compared with the whole rest of the value: it acts as `*abc`.",
  ),
  "one-to-one-by-der": reported(
    "A one-to-one certificate is decoded once and compared byte by byte with the client's certificate.",
  ),
  "base64-stops": inferred(
    "Decoding stops at the first character that is not base64, so a line break cuts the certificate off.",
  ),
  "broken-entry-breaks-site": reported(
    "One enabled one-to-one entry that does not decode makes every client-certificate request of the site fail with 401.1.",
  ),
  "first-duplicate-stays": reported(
    "Of two entries with the same certificate the first stays; the second is ignored without a word.",
  ),
  "anonymous-lets-in": practised(
    "With anonymous authentication on, a certificate that maps to nobody is let in as the anonymous user.",
  ),
} as const satisfies Record<string, RuntimeFact>;

export type FactId = keyof typeof RUNTIME_FACTS;

/** What a verdict that rests on any of the above carries. */
export const NOT_VERIFIED = "not verified against IIS";

/**
 * [B] subfield-names: the names that the module knows. CN, OU, O, L, S, C are documented (`certificateSubField`),
 * I, GN, T and Email stand in the help of IIS 6 as "non-standard subfields".
 */
export const SUBFIELD_OIDS: Readonly<Record<string, string>> = {
  CN: "2.5.4.3",
  OU: "2.5.4.11",
  O: "2.5.4.10",
  L: "2.5.4.7",
  S: "2.5.4.8",
  C: "2.5.4.6",
  I: "2.5.4.43",
  GN: "2.5.4.42",
  T: "2.5.4.12",
  Email: "1.2.840.113549.1.9.1",
};

/** [B] subfield-names, subfield-oid, subfield-unknown: the OID that a rule looks at, or null for one that can never match. */
export function subFieldOid(certificateSubField: string): string | null {
  if (/^[0-9]/.test(certificateSubField)) return certificateSubField;
  return Object.hasOwn(SUBFIELD_OIDS, certificateSubField)
    ? (SUBFIELD_OIDS[certificateSubField] ?? null)
    : null;
}

export type PatternKind = "any" | "exact" | "prefix" | "suffix" | "contains";

export interface Pattern {
  kind: PatternKind;
  /** Without the wildcards; folded when the comparison ignores case. */
  text: string;
  caseSensitive: boolean;
}

/** [B] case-fold. */
export function foldCase(value: string): string {
  return value.toLowerCase();
}

/** [B] wildcard-ends, contains-is-suffix-without-case: what `matchCriteria` means. */
export function compilePattern(matchCriteria: string, compareCaseSensitive: boolean): Pattern {
  const first = matchCriteria.startsWith("*");
  const last = matchCriteria.endsWith("*");
  if (matchCriteria === "*") return { kind: "any", text: "", caseSensitive: compareCaseSensitive };
  const inner = matchCriteria.slice(first ? 1 : 0, last ? -1 : undefined);
  const text = compareCaseSensitive ? inner : foldCase(inner);
  const kind =
    first && last
      ? compareCaseSensitive
        ? "contains"
        : "suffix"
      : first
        ? "suffix"
        : last
          ? "prefix"
          : "exact";
  return { kind, text, caseSensitive: compareCaseSensitive };
}

/** [B] any-value, prefix-stops-early: does a pattern hold for the attributes of this type, in DER order? */
export function matchesAny(
  pattern: Pattern,
  name: readonly { oid: string; value: string }[],
  oid: string,
): boolean {
  let first = true;
  for (const attribute of name) {
    if (attribute.oid !== oid) continue;
    const value = pattern.caseSensitive ? attribute.value : foldCase(attribute.value);
    if (first && pattern.kind === "prefix" && value.length < pattern.text.length) return false;
    if (matchesValue(pattern, value)) return true;
    first = false;
  }
  return false;
}

function matchesValue({ kind, text }: Pattern, value: string): boolean {
  if (kind === "any") return true;
  if (kind === "exact") return value === text;
  if (kind === "prefix") return value.startsWith(text);
  return kind === "suffix" ? value.endsWith(text) : value.includes(text);
}

/**
 * [B] base64-stops, one-to-one-by-der: the bytes that IIS would take from a `certificate` attribute, or null where they
 * are no certificate, which breaks the whole site. Checks the outer shape only; the contents are for `lib/pki`.
 */
export function decodeAsIisDoes(certificate: string): Uint8Array | null {
  const stop = certificate.search(/[^A-Za-z0-9+/]/);
  const digits = stop === -1 ? certificate : certificate.slice(0, stop);
  if (digits.length % 4 === 1) return null;
  const text = atob(digits);
  const der = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) der[i] = text.charCodeAt(i);
  return hasShapeOfCertificate(der) ? der : null;
}

/** Certificate ::= SEQUENCE { SEQUENCE, SEQUENCE, BIT STRING } and nothing behind it (RFC 5280, 4.1). */
function hasShapeOfCertificate(der: Uint8Array): boolean {
  const outer = element(der, 0);
  if (outer?.tag !== 0x30 || outer.end !== der.length) return false;
  let at = outer.start;
  for (const tag of [0x30, 0x30, 0x03]) {
    const part = element(der, at);
    if (!part || part.tag !== tag || part.end > outer.end) return false;
    at = part.end;
  }
  return at === outer.end;
}

function element(der: Uint8Array, at: number): { tag: number; start: number; end: number } | null {
  const tag = der[at];
  const first = der[at + 1];
  if (tag === undefined || first === undefined || first === 0x80 || first > 0x84) return null;
  let length = first;
  let start = at + 2;
  if (first > 0x80) {
    length = 0;
    for (const end = start + (first - 0x80); start < end; start++) {
      const byte = der[start];
      if (byte === undefined) return null;
      length = length * 256 + byte;
    }
  }
  return start + length <= der.length ? { tag, start, end: start + length } : null;
}
