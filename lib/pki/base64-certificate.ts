import { fail, ok, type Result } from "@/lib/errors";
import { ALPHABET, readBase64 } from "@/lib/pki/base64";
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
  const missing = declared === undefined ? undefined : symbolsFor(declared) - reading.symbols;
  if (declared === undefined || missing === undefined) {
    return lacksEarlyCharacter(body) ? characterMissing() : ok(reading.bytes);
  }
  if (missing === 0) return ok(reading.bytes);
  if (missing === 1) return characterMissing();
  if (missing < 0 && isSoundUpTo(reading.bytes, declared)) return ok(reading.bytes);
  if (lacksEarlyCharacter(body)) return characterMissing();
  if (missing > 1) {
    return fail(
      "cert-truncated",
      `The text is cut off: ${missing} of ${symbolsFor(declared)} characters are missing. Copy it again, to the last line.`,
    );
  }
  return fail(
    "cert-base64-damaged",
    `The base64 text has ${missing === -1 ? "one character" : `${-missing} characters`} too many. Copy or export the certificate again.`,
  );
}

/** Whether more than declared means bytes behind a sound certificate; the caller refuses those in their own words. */
function isSoundUpTo(bytes: Uint8Array, declared: number): boolean {
  return bytes.length > declared && parseCertificate(bytes.subarray(0, declared)).ok;
}

function characterMissing() {
  return fail(
    "cert-character-missing",
    "One character of the base64 text is missing. Copy or export the certificate again.",
  );
}

/** The first symbols hold the header 30 82 xx xx; without one of them the header says nonsense. */
const HEADER_SYMBOLS = 6;

/** Whether there is a symbol that, put back among the first ones, makes a certificate of the text. */
function lacksEarlyCharacter(body: string): boolean {
  const solid = body.replace(/[\s=]+/g, "");
  for (let at = 0; at < HEADER_SYMBOLS; at++) {
    for (const symbol of ALPHABET) {
      const start = solid.slice(0, at) + symbol + solid.slice(at, HEADER_SYMBOLS);
      const declared = declaredLength(readBase64(start).bytes);
      if (declared === undefined || symbolsFor(declared) !== solid.length + 1) continue;
      if (parseCertificate(readBase64(start + solid.slice(HEADER_SYMBOLS)).bytes).ok) return true;
    }
  }
  return false;
}
