import { passkey } from "@better-auth/passkey";
import { type BetterAuthOptions, betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { APIError, createAuthMiddleware } from "better-auth/api";
import { twoFactor } from "better-auth/plugins/two-factor";
import { PERSON_PASSWORD_LENGTH } from "@/lib/api/setup";
import type { Actor } from "@/lib/auth/actor";
import { guardAttempt, PASSWORD_PATH, settleAttempt } from "@/lib/auth/admit";
import { passkeyHost, trustedOrigins } from "@/lib/auth/origin";
import { auditPasskey, refuseRedirects, refuseSetUp, refuseUsedCode } from "@/lib/auth/second-factor-hooks";
import { SESSION_SECONDS } from "@/lib/auth/session-times";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { sessionSecret } from "@/lib/secrets/keys";
import { recordEvent } from "@/lib/services/audit/record";

/** Everything of better-auth that this product uses. Paths that are not needed stay closed. */
function options() {
  const { publicUrl } = env();
  return {
    appName: "Certmap",
    baseURL: publicUrl,
    basePath: "/api/auth",
    secret: sessionSecret(),
    trustedOrigins: trustedOrigins(publicUrl),
    database: prismaAdapter(db(), { provider: "postgresql" }),
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PERSON_PASSWORD_LENGTH,
      maxPasswordLength: 128,
    },
    user: {
      modelName: "person",
      additionalFields: {
        role: { type: "string", input: false },
        disabledAt: { type: "date", input: false, required: false },
      },
    },
    account: { modelName: "personCredential" },
    verification: { modelName: "personVerification" },
    session: {
      modelName: "personSession",
      expiresIn: SESSION_SECONDS,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
      additionalFields: { lastSeenAt: { type: "date", input: false, required: false } },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: ["x-forwarded-for"] },
      useSecureCookies: publicUrl.startsWith("https:"),
      cookiePrefix: "certmap",
    },
    rateLimit: {
      enabled: true,
      customRules: {
        "/sign-in/email": { window: 60, max: 10 },
        "/two-factor/*": { window: 60, max: 10 },
        "/passkey/*": { window: 60, max: 30 },
      },
    },
    plugins: [
      twoFactor({ issuer: "Certmap", schema: { twoFactor: { modelName: "personTwoFactor" } } }),
      passkey({
        rpID: passkeyHost(publicUrl),
        rpName: "Certmap",
        origin: trustedOrigins(publicUrl),
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        // The plugin asks for it but takes a passkey that did not; here it stands for two factors.
        authentication: {
          afterVerification: async ({ verification }) => {
            if (!verification.authenticationInfo.userVerified)
              throw new APIError("UNAUTHORIZED", { message: "The passkey did not check who uses it." });
          },
        },
        schema: { passkey: { modelName: "personPasskey" } },
      }),
    ],
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => {
            await refuseUsedCode(session, context);
            await admitSession(session, context?.path);
          },
        },
        delete: {
          before: async (session, context) => {
            if (context?.path === "/sign-out") await auditSession("person.sign-out", session);
          },
        },
      },
    },
    hooks: {
      before: createAuthMiddleware(async (context) => {
        await refuseRedirects(context);
        await guardAttempt(context);
        await refuseSetUp(context);
      }),
      after: createAuthMiddleware(async (context) => {
        await settleAttempt(context);
        await auditPasskey(context);
      }),
    },
  } satisfies BetterAuthOptions;
}

/**
 * Fails closed: a sign-in whose event cannot be written makes no session. Where a second factor is still to come, better-auth makes a
 * session for the password and takes it back at once: that is no sign-in yet.
 */
async function admitSession(session: SessionStub, path: string | undefined): Promise<void> {
  const person = await db().person.findUniqueOrThrow({ where: { id: session.userId } });
  if (person.disabledAt !== null) throw new APIError("UNAUTHORIZED", { message: "Sign-in was refused." });
  if (path === PASSWORD_PATH && person.twoFactorEnabled) return;
  await auditSession("person.sign-in", session);
}

async function auditSession(
  action: "person.sign-in" | "person.sign-out",
  session: SessionStub,
): Promise<void> {
  const person = await db().person.findUniqueOrThrow({ where: { id: session.userId } });
  const { id, name, role } = person;
  const actor: Actor = { kind: "person", id, name, role, address: session.ipAddress || null };
  await db().$transaction((tx) => recordEvent(tx, actor, { action, nounId: id, nounName: person.email }));
}

type SessionStub = { userId: string; ipAddress?: string | null };

let made: ReturnType<typeof make> | undefined;
const make = () => betterAuth(options());

export function auth(): ReturnType<typeof make> {
  made ??= make();
  return made;
}
