/** One piece of markup or text. `broken`: its end is missing, so the rest of the file belongs to it. */
export interface Token {
  kind: "text" | "start" | "empty" | "end" | "comment" | "cdata" | "instruction" | "doctype" | "broken";
  start: number;
  end: number;
}

/**
 * The token that starts at `start`. Agrees with an XML parser up to the first place where the parser finds an error;
 * it needs no stack, which is why depth is measured with it before a recursive parser sees the file.
 */
export function tokenAt(text: string, start: number): Token {
  if (text.charCodeAt(start) !== 0x3c) {
    const next = text.indexOf("<", start);
    return { kind: "text", start, end: next < 0 ? text.length : next };
  }
  if (text.startsWith("<!--", start)) return upTo(text, "comment", start, "-->", 4);
  if (text.startsWith("<![CDATA[", start)) return upTo(text, "cdata", start, "]]>", 9);
  if (text.startsWith("<?", start)) return upTo(text, "instruction", start, "?>", 2);
  if (text.startsWith("<!", start)) return { kind: "doctype", start, end: text.length };
  if (text.startsWith("</", start)) return upTo(text, "end", start, ">", 2);
  const end = startTagEnd(text, start);
  if (end < 0) return { kind: "broken", start, end: text.length };
  return { kind: text[end - 2] === "/" ? "empty" : "start", start, end };
}

/** The offset behind the `>` of the start tag at `start`, or -1. A `>` inside quotes does not end it. */
export function startTagEnd(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x3e) return i + 1;
    if (code === 0x22 || code === 0x27) {
      i = text.indexOf(code === 0x22 ? '"' : "'", i + 1);
      if (i < 0) return -1;
    }
  }
  return -1;
}

function upTo(text: string, kind: Token["kind"], start: number, close: string, skip: number): Token {
  const at = text.indexOf(close, start + skip);
  return at < 0 ? { kind: "broken", start, end: text.length } : { kind, start, end: at + close.length };
}
