import { internalProblem, problem } from "@/app/api/_http/problem";
import { auth } from "@/lib/auth/auth";
import { isOwnOrigin } from "@/lib/auth/origin";
import { env } from "@/lib/env";

/** All of better-auth that this product opens. The rest would change people and sessions without an event. */
const OPEN = [
  "sign-in/email",
  "sign-out",
  "get-session",
  "two-factor/verify-totp",
  "two-factor/verify-backup-code",
  "passkey/generate-authenticate-options",
  "passkey/verify-authentication",
  "passkey/generate-register-options",
  "passkey/verify-registration",
].map((path) => `/api/auth/${path}`);

async function handler(request: Request): Promise<Response> {
  try {
    if (!OPEN.includes(new URL(request.url).pathname))
      return problem({ code: "not-found", message: "There is no such address." });
    // better-auth looks at the origin only where a cookie comes along: another site could sign a person in as somebody else.
    if (request.method !== "GET" && !isOwnOrigin(request.headers, env().publicUrl))
      return problem({ code: "cross-site-request", message: "Sign in on Certmap's own page." });
    return await auth().handler(request);
  } catch (error) {
    return internalProblem(error);
  }
}

export { handler as GET, handler as POST };
