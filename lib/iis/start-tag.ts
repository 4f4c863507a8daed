import { startTagEnd } from "@/lib/iis/xml-tokens";

/** Where one attribute stands in a start tag, in offsets of the tag's own text. */
export interface AttributeSpan {
  name: string;
  /** From the white space before the name to behind the closing quote. */
  start: number;
  end: number;
  /** The value between its quotes, still escaped. */
  valueStart: number;
  valueEnd: number;
}

/** The start tag at `start` of a well-formed text, from `<` to behind `>`. */
export function startTagAt(text: string, start: number): string {
  return text.slice(start, startTagEnd(text, start));
}

const ATTRIBUTE = /\s+([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')/y;

/** The attributes of a well-formed start tag, in order. */
export function attributeSpans(tag: string): AttributeSpan[] {
  const spans: AttributeSpan[] = [];
  ATTRIBUTE.lastIndex = /^<[^\s/>]*/.exec(tag)?.[0].length ?? 0;
  for (let match = ATTRIBUTE.exec(tag); match; match = ATTRIBUTE.exec(tag)) {
    const end = match.index + match[0].length;
    const valueStart = end - (match[2] ?? "").length + 1;
    spans.push({ name: match[1] ?? "", start: match.index, end, valueStart, valueEnd: end - 1 });
  }
  return spans;
}

/** What an attribute shall be. `undefined`: not there. `same` accepts other spellings of the value, which then stay. */
export interface AttributeWish {
  name: string;
  value: string | undefined;
  same?: (existing: string) => boolean;
}

/**
 * The tag with the wishes fulfilled: values replaced between their quotes, missing attributes appended, everything else
 * (order, quoting, spacing, unknown attributes) as it was.
 */
export function withAttributes(
  tag: string,
  existing: Readonly<Record<string, string>>,
  wishes: readonly AttributeWish[],
  asciiOnly: boolean,
): string {
  let spans: AttributeSpan[] | undefined;
  const edits: { start: number; end: number; text: string }[] = [];
  let added = "";
  for (const { name, value, same } of wishes) {
    const before = existing[name];
    if (before === value || (before !== undefined && value !== undefined && same?.(before))) continue;
    if (before === undefined) {
      added += ` ${name}="${escapeValue(value ?? "", '"', asciiOnly)}"`;
      continue;
    }
    spans ??= attributeSpans(tag);
    const span = spans.find((candidate) => candidate.name === name);
    if (!span) throw new Error(`The attribute ${name} was parsed but is not in its tag.`);
    if (value === undefined) edits.push({ start: span.start, end: span.end, text: "" });
    else {
      const quote = tag[span.valueEnd] === "'" ? "'" : '"';
      edits.push({ start: span.valueStart, end: span.valueEnd, text: escapeValue(value, quote, asciiOnly) });
    }
  }
  if (added !== "") {
    const close = tagCloseStart(tag);
    edits.push({ start: close, end: close, text: added });
  }
  return applyEdits(tag, edits);
}

/** Where the `>` or `/>` of a start tag begins, with the white space before it. */
export function tagCloseStart(tag: string): number {
  return tag.slice(0, tag.endsWith("/>") ? -2 : -1).trimEnd().length;
}

/** Replaces spans that do not overlap. */
export function applyEdits(
  text: string,
  edits: readonly { start: number; end: number; text: string }[],
): string {
  const pieces: string[] = [];
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    pieces.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  pieces.push(text.slice(at));
  return pieces.join("");
}

/** White space other than the blank is written as a reference: a parser would otherwise read a blank. */
export function escapeValue(value: string, quote: '"' | "'" = '"', asciiOnly = false): string {
  const escaped = value.replace(/[&<>"'\t\n\r]/g, (char) => {
    if (char === "&") return "&amp;";
    if (char === "<") return "&lt;";
    if (char === ">") return "&gt;";
    if (char === '"') return quote === '"' ? "&quot;" : char;
    if (char === "'") return quote === "'" ? "&apos;" : char;
    return `&#x${char.charCodeAt(0).toString(16).toUpperCase()};`;
  });
  if (!asciiOnly) return escaped;
  return escaped.replace(/[^\0-\x7f]/gu, (char) => `&#x${char.codePointAt(0)?.toString(16).toUpperCase()};`);
}
