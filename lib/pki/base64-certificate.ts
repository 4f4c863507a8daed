import { fail, ok, type Result } from "@/lib/errors";
import { type Base64Reading, readBase64 } from "@/lib/pki/base64";
import { declaredLength, parseCertificate } from "@/lib/pki/der";
import { placeOf } from "@/lib/pki/text";

/** Symbols (without padding) that n bytes take in base64. */
function symbolsFor(length: number): number {
  return Math.ceil((length * 4) / 3);
}

/**
 * Bytes of base64 text that should be one DER structure. The length that the structure declares tells what happened to the text: one
 * character short, cut off, or something behind. `text` is the whole input, of which `body` starts at `offset`, to name the place.
 *
 * Errors: `cert-empty`, `cert-base64-damaged`, `cert-character-missing`, `cert-truncated`.
 */
export function readBase64Der(text: string, body: string, offset: number): Result<Uint8Array> {
  const reading = readBase64(body);
  if (reading.badAt >= 0) {
    const { line, column } = placeOf(text, offset + reading.badAt);
    const what =
      body[reading.badAt] === "\ufffd" ? "An unreadable character" : "A character that is not base64";
    return fail(
      "cert-base64-damaged",
      `${what} stands in line ${line}, column ${column}. Copy or export the certificate again.`,
      {
        line,
        column,
      },
    );
  }
  if (reading.symbols === 0)
    return fail(
      "cert-empty",
      "There is nothing between the BEGIN and END lines. Export the certificate again.",
    );
  const declared = declaredLength(reading.bytes);
  if (declared !== undefined) {
    const missing = symbolsFor(declared) - reading.symbols;
    if (missing === 0) return ok(reading.bytes);
    if (missing === 1 || (missing > 1 && lacksEarlyCharacter(body, reading))) return characterMissing();
    if (missing > 1) {
      return fail(
        "cert-truncated",
        `The text is cut off: ${missing} of ${symbolsFor(declared)} characters are missing. Copy it again, to the last line.`,
      );
    }
    return judgeSurplus(reading, declared, -missing);
  }
  return lacksEarlyCharacter(body, reading) ? characterMissing() : ok(reading.bytes);
}

function characterMissing() {
  return fail(
    "cert-character-missing",
    "One character of the base64 text is missing. Copy or export the certificate again.",
  );
}

/** More than declared: bytes behind a sound certificate (the caller refuses those), or a character too many inside. */
function judgeSurplus(reading: Base64Reading, declared: number, surplus: number): Result<Uint8Array> {
  if (reading.bytes.length > declared && parseCertificate(reading.bytes.subarray(0, declared)).ok)
    return ok(reading.bytes);
  if (reading.bytes.length > declared && surplus > 4) return ok(reading.bytes);
  return fail(
    "cert-base64-damaged",
    `The base64 text has ${surplus === 1 ? "one character" : `${surplus} characters`} too many. Copy or export the certificate again.`,
  );
}

/** The first symbols hold the header 30 82 xx xx; without one of them the header says nonsense. */
const HEADER_SYMBOLS = 6;

/** Whether one symbol put back among the first ones makes a header that fits the length of the text. */
function lacksEarlyCharacter(body: string, { symbols, padding }: Base64Reading): boolean {
  if ((symbols + padding) % 4 === 0) return false;
  const start = body.replace(/\s+/g, "").slice(0, HEADER_SYMBOLS);
  for (let at = 0; at < HEADER_SYMBOLS; at++) {
    for (const symbol of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
      const { bytes } = readBase64(start.slice(0, at) + symbol + start.slice(at, HEADER_SYMBOLS));
      const declared = bytes[1] === 0x82 ? declaredLength(bytes) : undefined;
      if (declared !== undefined && symbolsFor(declared) === symbols + 1) return true;
    }
  }
  return false;
}
