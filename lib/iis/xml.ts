import { parseXml, XmlElement, XmlError } from "@rgrove/parse-xml";
import { fail, ok, type Result } from "@/lib/errors";
import { tokenAt } from "@/lib/iis/xml-tokens";

/** A configuration nests about ten levels; beyond this it is an attack on the parser, which recurses. */
const DEEPEST = 100;

/**
 * Well-formed XML to its root element, with offsets into `text` (UTF-16 units).
 * Errors: `xml-dtd-refused`, `xml-too-deep`, `xml-malformed`, each with line and column. Never throws.
 */
export function parseMarkup(text: string, lines: LineIndex): Result<XmlElement> {
  const surveyed = survey(text, lines);
  if (!surveyed.ok) return surveyed;
  try {
    const { root } = parseXml(surveyed.value, { includeOffsets: true });
    if (root) return ok(root);
    return fail("xml-malformed", "The file has no root element.", { line: 1, column: 1 });
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    // The entity is left out of the message: an unescaped ampersand is typical of passwords.
    const reason = error.message.split("\n")[0]?.replace(/(: &.*;)?( \(line \d+, column \d+\))?$/, "");
    return fail(
      "xml-malformed",
      `The file is not well-formed XML: ${reason}. IIS answers 500.19 with 0x8007000d.`,
      lines.at(unitOffset(text, error.pos)),
    );
  }
}

/**
 * What must be settled before the parser runs: no document type (entities grow, and IIS needs none), no depth that
 * would exhaust the parser's stack. Returns the text to parse: of the same length, but without carriage returns between
 * the tags, which the parser would normalise in quadratic time and nobody reads.
 */
function survey(text: string, lines: LineIndex): Result<string> {
  const pieces: string[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at);
    if (token.kind === "doctype" && text.startsWith("<!DOCTYPE", at)) {
      return fail(
        "xml-dtd-refused",
        "Document types and entities are refused: remove the DOCTYPE.",
        lines.at(at),
      );
    }
    if (token.kind === "start" && ++depth > DEEPEST) {
      return fail("xml-too-deep", `More than ${DEEPEST} elements are nested here.`, lines.at(at));
    }
    if (token.kind === "end") depth--;
    const piece = text.slice(at, token.end);
    const tag = token.kind === "start" || token.kind === "empty" || token.kind === "end";
    pieces.push(tag || !piece.includes("\r") ? piece : piece.replaceAll("\r", " "));
    at = token.end;
  }
  return ok(text.includes("\r") ? pieces.join("") : text);
}

/** The parser counts a surrogate pair as one where the text has one, everything else here counts two. */
function unitOffset(text: string, characters: number): number {
  if (!/[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text)) return characters;
  let offset = 0;
  for (let i = 0; i < characters && offset < text.length; i++)
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  return offset;
}

/** Child elements, in order. */
export function elementsOf(parent: XmlElement): XmlElement[] {
  return parent.children.filter((child) => child instanceof XmlElement);
}

export function childrenNamed(parent: XmlElement, name: string): XmlElement[] {
  return elementsOf(parent).filter((child) => child.name === name);
}

/** Every element at the end of the path: groups such as `system.webServer` may be repeated. */
export function descendants(parent: XmlElement, path: readonly string[]): XmlElement[] {
  let level = [parent];
  for (const name of path) level = level.flatMap((element) => childrenNamed(element, name));
  return level;
}

/** From offsets to 1-based lines and columns (in characters); built at the first question. */
export class LineIndex {
  readonly #text: string;
  #starts: number[] | undefined;
  #pairs: number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  at(offset: number): { line: number; column: number } {
    this.#starts ??= [0].concat(offsetsOf(this.#text, /\n/g).map((end) => end + 1));
    this.#pairs ??= offsetsOf(this.#text, /[\uD800-\uDBFF][\uDC00-\uDFFF]/g);
    const line = countUpTo(this.#starts, offset);
    const start = this.#starts[line - 1] ?? 0;
    // A surrogate pair is one character. Counted by index: lines may be as long as the file.
    const pairs = countUpTo(this.#pairs, offset - 1) - countUpTo(this.#pairs, start - 1);
    return { line, column: offset - start - pairs + 1 };
  }
}

function offsetsOf(text: string, pattern: RegExp): number[] {
  return Array.from(text.matchAll(pattern), ({ index }) => index);
}

/** How many of the ascending numbers are not above the limit. */
function countUpTo(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
