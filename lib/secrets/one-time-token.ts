import { createHash, randomBytes } from "node:crypto";

/** 256 random bits for a link or an enrolment: shown once, kept only as a hash. */
export function newToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenHash: hashToken(token) };
}

/** A fast hash is enough for 256 random bits. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** A token for scripts. What it begins with lets scanners find one that was committed by mistake. */
export function newApiToken(): { token: string; tokenHash: string } {
  const token = `certmap_${newToken().token}`;
  return { token, tokenHash: hashToken(token) };
}
