import { type DerNode, TAG } from "@/lib/pki/asn1";

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Text of any ASN.1 string type; undefined where the node is no string or cannot be one (odd BMPString).
 * T61String is read as Latin-1, which is what CAs put there, as OpenSSL and Windows do. Invalid UTF-8, NUL and lone surrogates
 * become U+FFFD: no honest name holds them, and PostgreSQL stores neither.
 */
export function readString(node: DerNode): string | undefined {
  const { bytes, content, end } = node;
  switch (node.tag) {
    case TAG.utf8String:
      return latin1(bytes, content, end, true) ?? cleaned(UTF8.decode(bytes.subarray(content, end)));
    case TAG.printableString:
    case TAG.ia5String:
    case TAG.t61String:
    case TAG.numericString:
    case TAG.visibleString:
    case TAG.generalString:
      return latin1(bytes, content, end, false);
    case TAG.bmpString:
      return bmp(bytes, content, end);
    case TAG.universalString:
      return universal(bytes, content, end);
    default:
      return undefined;
  }
}

/** Also for the implicitly tagged IA5Strings of a GeneralName. */
export function latin1(bytes: Uint8Array, start: number, end: number, asciiOnly: false): string;
export function latin1(bytes: Uint8Array, start: number, end: number, asciiOnly: true): string | undefined;
export function latin1(
  bytes: Uint8Array,
  start: number,
  end: number,
  asciiOnly: boolean,
): string | undefined {
  let text = "";
  for (let i = start; i < end; i++) {
    const octet = bytes[i] as number;
    if (asciiOnly && octet > 0x7f) return undefined;
    text += octet === 0 ? "\ufffd" : String.fromCharCode(octet);
  }
  return text;
}

function cleaned(text: string): string {
  return text.replaceAll("\0", "\ufffd").replace(/\p{Surrogate}/gu, "\ufffd");
}

function bmp(bytes: Uint8Array, start: number, end: number): string | undefined {
  if ((end - start) % 2 !== 0) return undefined;
  let text = "";
  for (let i = start; i < end; i += 2)
    text += String.fromCharCode((bytes[i] as number) * 256 + (bytes[i + 1] as number));
  return cleaned(text);
}

function universal(bytes: Uint8Array, start: number, end: number): string | undefined {
  if ((end - start) % 4 !== 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
  let text = "";
  for (let i = 0; i < view.byteLength; i += 4) {
    const point = view.getUint32(i);
    if (point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return undefined;
    text += String.fromCodePoint(point);
  }
  return cleaned(text);
}
