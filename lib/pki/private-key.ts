import { readBase64 } from "@/lib/pki/base64";
import { classifyDer } from "@/lib/pki/classify";
import { declaredLength } from "@/lib/pki/der";
import { MAX_TEXT_LAYERS } from "@/lib/pki/limits";
import { readPemBlocks } from "@/lib/pki/pem";
import { decodeText, looksBinary, repairText } from "@/lib/pki/text";

/** Key stores by their first bytes: Java's JKS and JCEKS, Microsoft's PVK, a CryptoAPI PRIVATEKEYBLOB. */
const KEY_STORES = [
  [0xfe, 0xed, 0xfe, 0xed],
  [0xce, 0xce, 0xce, 0xce],
  [0x1e, 0xf1, 0xb5, 0xb0],
  [0x07, 0x02, 0x00, 0x00],
];

/** PuTTY's key file, a JSON Web Key with its secret part (RFC 7517), .NET's XML form of an RSA key: all of a row must be there. */
const KEY_TEXTS = [[/PuTTY-User-Key-File/i], [/"kty"/, /"d"\s{0,99}:\s{0,99}"/], [/<RSAKeyValue/i, /<D>/i]];

/**
 * Whether there is a private key in the bytes, in any shape that people send one: PEM, DER, base64 of either, inside other text such as JSON,
 * PKCS#12 and key stores (which are made to hold one). What is compressed or encrypted otherwise is not looked into: open a zip first.
 * A server refuses such a body and stores and logs nothing of it.
 */
export function containsPrivateKey(bytes: Uint8Array): boolean {
  return searchBytes(bytes, 0);
}

function searchBytes(bytes: Uint8Array, layer: number): boolean {
  if (KEY_STORES.some((start) => start.every((octet, i) => bytes[i] === octet))) return true;
  for (let at = 0; bytes[at] === 0x30; ) {
    const rest = bytes.subarray(at);
    const kind = classifyDer(rest);
    if (kind === "private-key" || kind === "pkcs12") return true;
    // An element behind another: a certificate and its key, put one behind the other.
    const length = declaredLength(rest);
    if (length === undefined) break;
    at += length;
  }
  return searchText(decodeText(bytes), layer);
}

function searchText(raw: string, layer: number): boolean {
  if (KEY_TEXTS.some((patterns) => patterns.every((pattern) => pattern.test(raw)))) return true;
  const text = repairText(raw);
  if (readPemBlocks(text).some(({ label }) => label.includes("PRIVATE"))) return true;
  if (layer >= MAX_TEXT_LAYERS) return false;
  return base64Runs(text).some((bytes) => {
    const kind = classifyDer(bytes);
    if (kind === "private-key" || kind === "pkcs12") return true;
    return !looksBinary(bytes.subarray(0, 64)) && searchBytes(bytes, layer + 1);
  });
}

/** Every stretch of base64 that could hold the head of a key; wrapped lines count alone and as one. */
function base64Runs(text: string): Uint8Array[] {
  const runs: Uint8Array[] = [];
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{24,}(?:[ \t]*\n[ \t]*[A-Za-z0-9+/_-]+)*/g))
    runs.push(readBase64(run).bytes);
  return runs;
}
