import { fail, ok, type Result } from "@/lib/errors";

/** How a file's characters were stored, so that it can be stored the same way again. */
export interface Encoding {
  name: "utf-8" | "utf-16le" | "utf-16be";
  /** Whether the file starts with a byte order mark. */
  mark: boolean;
  /** The declaration names a charset that is not Unicode: whatever is added must stay within ASCII. */
  asciiOnly: boolean;
}

export interface Decoded {
  /** Without the byte order mark. */
  text: string;
  encoding: Encoding;
}

/**
 * Bytes to text, exactly reversible by `encodeText`. Every malformed sequence is an error (`xml-encoding`), since a
 * replacement character written back would change bytes that nobody asked to change.
 */
export function decodeText(bytes: Uint8Array): Result<Decoded> {
  const { name, mark } = detect(bytes);
  const body = bytes.subarray(mark ? (name === "utf-8" ? 3 : 2) : 0);
  let text: string;
  try {
    // Big-endian is swapped by hand: not every TextDecoder knows the label.
    const label = name === "utf-8" ? "utf-8" : "utf-16le";
    const source = name === "utf-16be" ? swapped(body) : body;
    text = new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(source);
  } catch {
    return fail(
      "xml-encoding",
      `The file is not valid ${name.toUpperCase()}: save it as UTF-8 and try again.`,
    );
  }
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/
    .exec(text.slice(0, 200))?.[1]
    ?.toLowerCase();
  const family = name === "utf-8" ? "utf-8" : "utf-16";
  const unicode = declared === undefined || declared.startsWith(family);
  if (!unicode && (declared.startsWith("utf-") || name !== "utf-8" || !isAscii(text))) {
    return fail(
      "xml-encoding",
      `The file says that it is ${declared}, but its bytes are ${name.toUpperCase()}: save it as UTF-8 and try again.`,
      { line: 1, column: 1 },
    );
  }
  return ok({ text, encoding: { name, mark, asciiOnly: !unicode } });
}

/** The inverse of `decodeText`. */
export function encodeText(text: string, encoding: Encoding): Uint8Array {
  if (encoding.name === "utf-8") {
    const body = new TextEncoder().encode(text);
    if (!encoding.mark) return body;
    const marked = new Uint8Array(body.length + 3);
    marked.set([0xef, 0xbb, 0xbf]);
    marked.set(body, 3);
    return marked;
  }
  const offset = encoding.mark ? 2 : 0;
  const bytes = new Uint8Array(text.length * 2 + offset);
  const view = new DataView(bytes.buffer);
  const little = encoding.name === "utf-16le";
  if (encoding.mark) view.setUint16(0, 0xfeff, little);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2 + offset, text.charCodeAt(i), little);
  return bytes;
}

/** By the mark; without one by the zero byte beside the first `<` (XML 1.0, appendix F). */
function detect(bytes: Uint8Array): { name: Encoding["name"]; mark: boolean } {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { name: "utf-8", mark: true };
  if (a === 0xff && b === 0xfe) return { name: "utf-16le", mark: true };
  if (a === 0xfe && b === 0xff) return { name: "utf-16be", mark: true };
  if (a === 0x3c && b === 0) return { name: "utf-16le", mark: false };
  if (a === 0 && b === 0x3c) return { name: "utf-16be", mark: false };
  return { name: "utf-8", mark: false };
}

function swapped(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  for (let i = 0; i + 1 < copy.length; i += 2) copy.set([bytes[i + 1] ?? 0, bytes[i] ?? 0], i);
  return copy;
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}
