import { CompactEncrypt, compactDecrypt, type JWK } from "jose";
import type { SealingKey } from "@/lib/agent-api/keys";

/** What a sealed password is for; authenticated with it, so that one cannot be moved to another agent, scope, account or push. */
export interface SealedPasswordContext {
  serverId: string;
  scope: string;
  userName: string;
  sequence: number;
}

/** Compact JWE (ECDH-ES over X25519, A256GCM) that only the holder of the private sealing key opens. */
export async function sealPassword(
  password: string,
  to: SealingKey,
  context: SealedPasswordContext,
): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(password))
    .setProtectedHeader({
      alg: "ECDH-ES",
      enc: "A256GCM",
      typ: "certmap-password",
      ctx: contextText(context),
    })
    .encrypt(to as JWK);
}

/** The password, or undefined when the JWE is not for this key or not for this context. */
export async function openSealedPassword(
  jwe: string,
  privateKey: JWK,
  context: SealedPasswordContext,
): Promise<string | undefined> {
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(jwe, privateKey, {
      keyManagementAlgorithms: ["ECDH-ES"],
      contentEncryptionAlgorithms: ["A256GCM"],
    });
    return protectedHeader.ctx === contextText(context) ? new TextDecoder().decode(plaintext) : undefined;
  } catch {
    return undefined;
  }
}

function contextText(context: SealedPasswordContext): string {
  return JSON.stringify([context.serverId, context.scope, context.userName, context.sequence]);
}
