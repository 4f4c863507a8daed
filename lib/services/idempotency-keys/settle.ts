import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { KEY_MS, type KeptAnswer } from "./take";

const idOf = (actor: Actor, key: string) => ({ actorKind: actor.kind, actorId: actor.id, key });

/** What was done is answered the same from now on. `body` undefined: the answer is not kept. */
export async function keepAnswer(
  actor: Actor,
  key: string,
  { status, body }: Omit<KeptAnswer, "body"> & { body: string | null | undefined },
): Promise<void> {
  const data = { status, kept: body !== undefined, body: body ?? null };
  await db().idempotencyKey.updateMany({ where: idOf(actor, key), data });
}

/** Nothing was done: the same request may be tried again. */
export async function releaseKey(actor: Actor, key: string): Promise<void> {
  await db().idempotencyKey.deleteMany({ where: idOf(actor, key) });
}

/** Forgets what is a day old. */
export async function forgetKeys(): Promise<void> {
  await db().idempotencyKey.deleteMany({ where: { createdAt: { lt: new Date(Date.now() - KEY_MS) } } });
}
