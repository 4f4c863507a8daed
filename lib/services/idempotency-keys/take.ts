import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { requestMac, type SentRequest } from "@/lib/secrets/records";

/** A key is remembered this long. */
export const KEY_MS = 24 * 3_600_000;
const FORM = /^[\x21-\x7e]{1,255}$/;

export interface KeptAnswer {
  status: number;
  /** JSON; null where the answer had no body. */
  body: string | null;
}

/**
 * Takes a key for one request of this actor, before anything is done. Null: it is new, do it. Else the answer that was given then. Of
 * the request only a MAC is stored. Errors: `invalid-input`, `idempotency-key-other`, `idempotency-key-running`,
 * `idempotency-answer-gone`.
 */
export async function takeKey(
  actor: Actor,
  key: string,
  request: SentRequest,
  now = new Date(),
): Promise<Result<KeptAnswer | null>> {
  if (!FORM.test(key))
    return fail("invalid-input", "An Idempotency-Key has 1 to 255 visible ASCII characters, such as a UUID.");
  const id = { actorKind: actor.kind, actorId: actor.id, key };
  const mac = requestMac(request);
  const old = { ...id, createdAt: { lt: new Date(now.getTime() - KEY_MS) } };
  await db().idempotencyKey.deleteMany({ where: old });
  const data = [{ ...id, mac, createdAt: now }];
  const { count } = await db().idempotencyKey.createMany({ data, skipDuplicates: true });
  if (count === 1) return ok(null);
  const row = await db().idempotencyKey.findUnique({ where: { actorKind_actorId_key: id } });
  if (row !== null && row.mac !== mac)
    return fail(
      "idempotency-key-other",
      "This Idempotency-Key was sent with another request. Take a new key for each request that is not a repetition.",
    );
  if (row === null || row.status === null)
    return fail(
      "idempotency-key-running",
      "This request is running, or was cut off. Wait; when the answer stays the same, look at what was done before you repeat it with another key.",
    );
  if (!row.kept)
    return fail(
      "idempotency-answer-gone",
      "This was done before, and its answer is not kept: it showed a secret once, or was not plain JSON. Look at what is there, and take another key to do it again.",
    );
  return ok({ status: row.status, body: row.body });
}
