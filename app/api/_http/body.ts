import { fail, ok, type Result } from "@/lib/errors";

/** Reads at most `limit` bytes and stops reading there. Error `body-too-large`. */
export async function readBytes(request: Request, limit: number): Promise<Result<Uint8Array>> {
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

/** JSON text as a value. Error `malformed-json`, which never quotes the body: it may hold a password. */
export function parseJson(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return fail("malformed-json", "The body is not JSON.");
  }
}
