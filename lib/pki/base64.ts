/** Both alphabets in one table: `+` `/` (RFC 4648 section 4) and `-` `_` (section 5). 255: not a symbol. */
const VALUES = new Uint8Array(256).fill(255);
/** RFC 4648 section 4, in the order of the values. */
export const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const CODES = new Uint8Array(64);
for (let i = 0; i < 64; i++) {
  CODES[i] = ALPHABET.charCodeAt(i);
  VALUES[ALPHABET.charCodeAt(i)] = i;
}
VALUES["-".charCodeAt(0)] = 62;
VALUES["_".charCodeAt(0)] = 63;

const ASCII = new TextDecoder("utf-8");

/** Standard base64 with padding, on one line. */
export function encodeBase64(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    codes[at++] = CODES[group >> 18] as number;
    codes[at++] = CODES[(group >> 12) & 63] as number;
    codes[at++] = left > 1 ? (CODES[(group >> 6) & 63] as number) : 61;
    codes[at++] = left > 2 ? (CODES[group & 63] as number) : 61;
  }
  return ASCII.decode(codes);
}

export interface Base64Reading {
  /** What the symbols decode to, as far as they are whole bytes. */
  bytes: Uint8Array;
  /** Symbols without padding: n bytes need ceil(n * 8 / 6) of them. */
  symbols: number;
  padding: number;
  /** Offset of the first character that is neither a symbol, nor white space, nor padding at the end; -1: none. */
  badAt: number;
}

/** Decodes leniently: white space anywhere, either alphabet, padding or none. The caller judges `symbols` and `badAt`. */
export function readBase64(text: string): Base64Reading {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4) + 1);
  let symbols = 0;
  let padding = 0;
  let length = 0;
  let buffer = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const value = code < 256 ? (VALUES[code] as number) : 255;
    if (value === 255) {
      if (code === 32 || (code >= 9 && code <= 13)) continue;
      if (code === 61) {
        padding++;
        continue;
      }
      return { bytes: bytes.subarray(0, length), symbols, padding, badAt: i };
    }
    if (padding > 0) return { bytes: bytes.subarray(0, length), symbols, padding, badAt: i };
    buffer = ((buffer << 6) | value) & 0xffffff;
    symbols++;
    const phase = symbols & 3;
    if (phase === 2) bytes[length++] = (buffer >> 4) & 255;
    else if (phase === 3) bytes[length++] = (buffer >> 2) & 255;
    else if (phase === 0) bytes[length++] = buffer & 255;
  }
  // A copy of its own, so that a certificate does not keep the larger buffer alive.
  return { bytes: bytes.slice(0, length), symbols, padding, badAt: -1 };
}
