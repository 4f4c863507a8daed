import { type BetterAuthOptions, betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { createAuthMiddleware, isAPIError } from "better-auth/api";
import { z } from "zod";
import { PERSON_PASSWORD_LENGTH } from "@/lib/api/setup";
import { type Actor, CONSOLE } from "@/lib/auth/actor";
import { addressOf } from "@/lib/auth/address";
import { trustedOrigins } from "@/lib/auth/origin";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { sessionSecret } from "@/lib/secrets/keys";
import { recordEvent } from "@/lib/services/audit/record";

const HOUR = 3600;

/** Everything of better-auth that this product uses. Paths that are not needed stay closed. */
function options() {
  return {
    appName: "Certmap",
    baseURL: env().publicUrl,
    basePath: "/api/auth",
    secret: sessionSecret(),
    trustedOrigins: trustedOrigins(env().publicUrl),
    database: prismaAdapter(db(), { provider: "postgresql" }),
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PERSON_PASSWORD_LENGTH,
      maxPasswordLength: 128,
    },
    user: { modelName: "person", additionalFields: { role: { type: "string", input: false } } },
    account: { modelName: "personCredential" },
    verification: { modelName: "personVerification" },
    session: {
      modelName: "personSession",
      expiresIn: 12 * HOUR,
      updateAge: HOUR,
      cookieCache: { enabled: false },
    },
    advanced: { useSecureCookies: env().publicUrl.startsWith("https:"), cookiePrefix: "certmap" },
    rateLimit: { enabled: true, customRules: { "/sign-in/email": { window: 60, max: 10 } } },
    databaseHooks: {
      session: {
        create: { before: async (session) => auditSession("person.sign-in", session) },
        delete: { before: async (session) => auditSession("person.sign-out", session) },
      },
    },
    hooks: { after: createAuthMiddleware(auditRefusal) },
  } satisfies BetterAuthOptions;
}

/** Fails closed: a sign-in whose event cannot be written makes no session. */
async function auditSession(
  action: "person.sign-in" | "person.sign-out",
  session: SessionStub,
): Promise<void> {
  const person = await db().person.findUniqueOrThrow({ where: { id: session.userId } });
  const actor: Actor = { kind: "person", ...person, address: session.ipAddress || null };
  await db().$transaction((tx) =>
    recordEvent(tx, actor, { action, nounId: person.id, nounName: person.email }),
  );
}

async function auditRefusal(context: AfterContext): Promise<void> {
  if (context.path !== "/sign-in/email" || !isAPIError(context.context.returned)) return;
  // Who types the password into the field of the name must not find it in the audit.
  const email = z.email().max(254).safeParse(context.body?.email).data ?? "no e-mail address";
  const address = context.headers ? addressOf(context.headers) : null;
  const actor: Actor = { ...CONSOLE, address };
  await db().$transaction((tx) =>
    recordEvent(tx, actor, { action: "person.sign-in-refused", nounId: email, nounName: email }),
  );
}

type SessionStub = { userId: string; ipAddress?: string | null };
type AfterContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

let made: ReturnType<typeof make> | undefined;
const make = () => betterAuth(options());

export function auth(): ReturnType<typeof make> {
  made ??= make();
  return made;
}
