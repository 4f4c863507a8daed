import { generateRandomString } from "better-auth/crypto";
import { serializeSignedCookie } from "better-call";
import { auth } from "@/lib/auth/auth";
import { db } from "@/lib/db";

/**
 * Gives a session a new secret: whoever copied the old one is out. Returns the `Set-Cookie` of the new one, or null where the
 * session has ended meanwhile.
 */
export async function renewSession(id: string): Promise<string | null> {
  const token = generateRandomString(32);
  const { count } = await db().personSession.updateMany({ where: { id }, data: { token } });
  if (count === 0) return null;
  const { authCookies, secret, sessionConfig } = await auth().$context;
  const { name, attributes } = authCookies.sessionToken;
  return serializeSignedCookie(name, token, secret, { ...attributes, maxAge: sessionConfig.expiresIn });
}
