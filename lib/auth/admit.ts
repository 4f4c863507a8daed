import { APIError, type createAuthMiddleware, isAPIError } from "better-auth/api";
import { z } from "zod";
import { type Actor, CONSOLE } from "@/lib/auth/actor";
import { addressOf } from "@/lib/auth/address";
import { type AttemptKind, forgiveAttempt, takeAttempt } from "@/lib/auth/attempts";
import { db } from "@/lib/db";
import { recordEvent } from "@/lib/services/audit/record";

type AuthContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

export const PASSWORD_PATH = "/sign-in/email";
/** The second step of a sign-in, each with what was asked for. */
const SECOND_STEPS: Partial<Record<string, string>> = {
  "/two-factor/verify-totp": "code of the authenticator app",
  "/two-factor/verify-backup-code": "recovery code",
  "/passkey/verify-authentication": "passkey",
};

/** Before a password is looked at: has this account or this address tried too often? Fails closed. */
export async function guardAttempt(context: AuthContext): Promise<void> {
  if (context.path !== PASSWORD_PATH) return;
  for (const [kind, name] of attemptsOf(context)) {
    const lockedUntil = await takeAttempt(kind, name);
    if (lockedUntil === null) continue;
    await recordRefusal(context, `The ${kind} is locked until ${lockedUntil.toISOString()}.`);
    throw new APIError("TOO_MANY_REQUESTS", { code: "SIGN_IN_LOCKED", message: lockedUntil.toISOString() });
  }
}

/** After an attempt: what was refused is an event, what was right is not counted. */
export async function settleAttempt(context: AuthContext): Promise<void> {
  const refused = isAPIError(context.context.returned);
  const asked = SECOND_STEPS[context.path];
  if (refused && asked) await recordRefusal(context, `The ${asked} was not right.`);
  if (context.path !== PASSWORD_PATH) return;
  if (refused) return recordRefusal(context);
  for (const [kind, name] of attemptsOf(context)) await forgiveAttempt(kind, name);
}

function attemptsOf(context: AuthContext): [AttemptKind, string][] {
  const address = context.headers ? addressOf(context.headers) : null;
  return [
    ["account", String(context.body?.email ?? "").slice(0, 500)],
    ...(address === null ? [] : [["address", address] as [AttemptKind, string]]),
  ];
}

async function recordRefusal(context: AuthContext, reason?: string): Promise<void> {
  // Who types the password into the field of the name must not find it in the audit.
  const email = z.email().max(254).safeParse(context.body?.email).data ?? "no e-mail address";
  const address = context.headers ? addressOf(context.headers) : null;
  const actor: Actor = { ...CONSOLE, address };
  await db().$transaction((tx) =>
    recordEvent(tx, actor, {
      action: "person.sign-in-refused",
      nounId: email,
      nounName: email,
      ...(reason && { reason }),
    }),
  );
}
