import { APIError, type createAuthMiddleware, getSessionFromCtx, isAPIError } from "better-auth/api";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { addressOf } from "@/lib/auth/address";
import { takeCode } from "@/lib/auth/totp";
import { db } from "@/lib/db";
import { recordEvent } from "@/lib/services/audit/record";

type AuthContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** These are steps of a sign-in here; setting an app up has verbs of its own, with events. A device is never trusted for later. */
export async function refuseSetUp(context: AuthContext): Promise<void> {
  if (!context.path?.startsWith("/two-factor/")) return;
  if (context.body?.trustDevice || (await getSessionFromCtx(context)) !== null)
    throw new APIError("NOT_FOUND", { message: "There is no such address." });
}

const REDIRECTS = ["callbackURL", "errorCallbackURL", "newUserCallbackURL", "redirectTo"];

/** The console's pages know themselves where to go on: nothing here leads anywhere. */
export async function refuseRedirects(context: AuthContext): Promise<void> {
  const named = { ...context.query, ...context.body };
  if (REDIRECTS.some((name) => Object.hasOwn(named, name)))
    throw new APIError("BAD_REQUEST", { message: "Nothing leads on from here: leave the address out." });
}

/** A code that somebody saw over a shoulder is worth nothing after its owner has used it. The plugin takes it twice. */
export async function refuseUsedCode(
  session: { userId: string },
  context: Pick<AuthContext, "path" | "body"> | null | undefined,
): Promise<void> {
  if (context?.path !== "/two-factor/verify-totp") return;
  if (await takeCode(session.userId, String(context.body?.code ?? ""))) return;
  throw new APIError("UNAUTHORIZED", {
    code: "INVALID_CODE",
    message: "This code was used. Wait for the next.",
  });
}

/** A passkey whose event cannot be written is taken back. */
export async function auditPasskey(context: AuthContext): Promise<void> {
  const { returned, session } = context.context;
  if (context.path !== "/passkey/verify-registration" || isAPIError(returned) || !session) return;
  const made = z.object({ id: z.string(), name: z.string().nullish() }).parse(returned);
  const { id, name, email, role } = await db().person.findUniqueOrThrow({ where: { id: session.user.id } });
  const address = context.headers ? addressOf(context.headers) : null;
  const actor: Actor = { kind: "person", id, name, role, address };
  try {
    await db().$transaction((tx) =>
      recordEvent(tx, actor, {
        action: "person.add-passkey",
        nounId: id,
        nounName: email,
        after: { passkey: made.name ?? "without a name" },
      }),
    );
  } catch (error) {
    await db().personPasskey.deleteMany({ where: { id: made.id, userId: id } });
    throw error;
  }
}
