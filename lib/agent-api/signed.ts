import { CompactSign, compactVerify, type JWK } from "jose";
import type { z } from "zod";
import { oneObject, type SigningKey } from "@/lib/agent-api/keys";
import { type CodedError, fail, ok, type Result } from "@/lib/errors";

/**
 * What kind of paper the console signed. It stands in the protected header and is checked with the signature, so that what was signed for
 * one purpose is nothing for another: a plan can never be applied.
 */
export type SignedType = "certmap-bundle+jws" | "certmap-plan+jws";

/** Returns a compact JWS. `payload` must be canonical JSON (RFC 8785), so that its digest names it. */
export async function signPaper(type: SignedType, payload: string, privateKey: JWK): Promise<string> {
  return new CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader({ alg: "EdDSA", typ: type })
    .sign(privateKey);
}

/** Checks signature, kind and shape. Errors: `bundle-signature`, `bundle-malformed`. */
export async function openPaper<T extends z.ZodType>(
  type: SignedType,
  schema: T,
  jws: string,
  consoleKey: SigningKey,
): Promise<Result<z.output<T>>> {
  const verified = await verify(type, jws, consoleKey);
  if (verified === undefined)
    return fail(
      "bundle-signature",
      `What came is no ${WORDS[type]} signed by the console that this agent enrolled with. Nothing was changed.`,
    );
  const parsed = schema.safeParse(parseJson(verified));
  return parsed.success ? ok(parsed.data) : { ok: false, error: malformed(WORDS[type], parsed.error) };
}

const WORDS: Record<SignedType, string> = { "certmap-bundle+jws": "bundle", "certmap-plan+jws": "plan" };

async function verify(type: SignedType, jws: string, consoleKey: SigningKey): Promise<string | undefined> {
  try {
    const key = oneObject(consoleKey) as JWK;
    const { payload, protectedHeader } = await compactVerify(jws, key, { algorithms: ["EdDSA"] });
    return protectedHeader.typ === type ? new TextDecoder().decode(payload) : undefined;
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function malformed(what: string, error: z.ZodError): CodedError {
  const issue = error.issues[0];
  return {
    code: "bundle-malformed",
    message: `The ${what} cannot be understood: ${issue?.message ?? "it is not JSON"} Update the agent or the console. Nothing was changed.`,
    field: issue?.path.join("."),
  };
}
