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

  constructor(text: string) {
    this.#text = text;
  }

  at(offset: number): { line: number; column: number } {
    this.#starts ??= lineStarts(this.#text);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const before = this.#text.slice(this.#starts[low] ?? 0, offset);
    return { line: low + 1, column: before.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, "_").length + 1 };
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) starts.push(i + 1);
  return starts;
}
