import { fail, ok, type Result } from "@/lib/errors";

/** What a request is read from: a `Request`, or one that Node's own server took. */
export interface Readable {
  headers: Pick<Headers, "get">;
  body: AsyncIterable<Uint8Array> | null;
}

/** Reads at most `limit` bytes and stops reading there. Error `body-too-large`. */
export async function readBytes(request: Readable, limit: number): Promise<Result<Uint8Array>> {
  const tooLarge = () =>
    fail("body-too-large", `The body has more than ${limit.toLocaleString("en-US")} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > limit) return tooLarge();
  if (request.body === null) return ok(new Uint8Array());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.length;
    if (size > limit) return tooLarge();
    chunks.push(chunk);
  }
  return ok(Buffer.concat(chunks));
}

/** Bytes as JSON. Errors: `malformed-json` (also where they are no UTF-8: nothing is guessed), `invalid-input`. */
export function parseJsonBytes(bytes: Uint8Array): Result<unknown> {
  try {
    return parseJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return fail("malformed-json", "The body is not UTF-8.");
  }
}

/**
 * JSON text as a value. Errors `malformed-json`, `invalid-input` (a character that no database stores); neither ever quotes
 * the body: it may hold a password.
 */
export function parseJson(text: string): Result<unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail("malformed-json", "The body is not JSON.");
  }
  return MAYBE_UNSTORABLE.test(text) && !isStorable(value) ? unstorable() : ok(value);
}

/** Such characters can stand in JSON only as an escape; only then is the value walked through. */
const MAYBE_UNSTORABLE = /\\u(0000|d[89a-f])/i;

/** PostgreSQL stores no NUL and no half of a surrogate pair. Not recursive: who sends a body chooses how deep it is. */
export function isStorable(value: unknown): boolean {
  const waiting = [value];
  while (waiting.length > 0) {
    const each = waiting.pop();
    if (typeof each === "string" && /\0|\p{Cs}/u.test(each)) return false;
    if (typeof each !== "object" || each === null) continue;
    for (const [key, inner] of Object.entries(each)) waiting.push(key, inner);
  }
  return true;
}

export function unstorable() {
  return fail("invalid-input", "There is a character in the input that cannot be stored.");
}
