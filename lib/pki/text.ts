/**
 * Text as it arrives from mails, web pages, Word documents and shells, brought back to what the certificate reader understands.
 */

/**
 * Text of a file: UTF-8 or UTF-16 by its byte order mark, UTF-16 without one by its zero bytes, else UTF-8 (invalid bytes become U+FFFD).
 */
export function decodeText(bytes: Uint8Array): string {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (a === 0xfe && b === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return new TextDecoder("utf-16le").decode(bytes);
  if (a === 0 && b !== 0 && c === 0 && d !== 0 && b !== undefined)
    return new TextDecoder("utf-16be").decode(bytes);
  return new TextDecoder("utf-8").decode(bytes);
}

/** True where the bytes hold a control character that no text has. */
export function looksBinary(bytes: Uint8Array): boolean {
  // 9-13 are tab and line ends; 26 is the end-of-file mark of DOS; 27 starts a terminal's colours.
  for (const octet of bytes)
    if (octet < 32 && (octet < 9 || octet > 13) && octet !== 26 && octet !== 27) return true;
  return false;
}

// Joiners and bidirectional marks are here to be removed, so they must be named in classes.
// biome-ignore lint/suspicious/noMisleadingCharacterClass: each one is meant alone
const INVISIBLE = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const BLANKS = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const SHORT_DASHES = /[\u2010\u2011\u2212\ufe63\uff0d]/g;
/** Word writes these for two hyphens, so each counts as two. */
const LONG_DASHES = /[\u2012-\u2015\u2e3a\u2e3b\ufe58]/g;

/** Undoes what mailers, web pages and shells do to PEM text; line ends become LF. Harmless to text that is sound. */
export function repairText(text: string): string {
  // DOS ended text files with Ctrl+Z.
  let repaired = text.replace(INVISIBLE, "").replaceAll("\x1a", "");
  if (repaired.includes("&")) repaired = unescapeHtml(unescapeHtml(repaired));
  if (/<[a-z/!]/i.test(repaired)) repaired = repaired.replace(/<[a-z/!][^<>]{0,300}>/gi, "\n");
  if (/%(?:0A|20|2B|2F|3D)/i.test(repaired)) {
    repaired = repaired.replace(/%([2-7][0-9A-F]|0[9AD])/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }
  if (repaired.includes("\\")) {
    repaired = repaired
      .replace(/\\u00([2-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replace(/(?:\\r)?\\n|\\r/g, "\n")
      .replace(/\\\//g, "/");
  }
  return repaired
    .replace(INVISIBLE, "")
    .replace(BLANKS, " ")
    .replace(SHORT_DASHES, "-")
    .replace(LONG_DASHES, "--")
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n");
}

const ENTITIES: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  plus: "+",
  sol: "/",
  equals: "=",
  lowbar: "_",
  hyphen: "-",
  dash: "-",
  minus: "-",
  ndash: "--",
  mdash: "--",
  newline: "\n",
  tab: "\t",
  shy: "",
};

function unescapeHtml(text: string): string {
  return text.replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name) return ENTITIES[String(name).toLowerCase()] ?? whole;
    const point = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return point > 0 && point < 0x10000 ? String.fromCharCode(point) : whole;
  });
}

/** 1-based line and column of an offset. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}
