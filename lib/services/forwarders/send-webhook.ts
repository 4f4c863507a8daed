import { createHmac } from "node:crypto";
import type { LinkedEvent } from "@/lib/audit-chain/link";

const TIMEOUT_MS = 15_000;

/**
 * The value of `Certmap-Signature`: `t=SECONDS,v1=HEX`, HMAC-SHA256 under the secret over `SECONDS.BODY`. The time is in it, so
 * that a receiver can refuse what is old.
 */
export function webhookSignature(secret: string, seconds: number, body: string): string {
  const mac = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${mac}`;
}

/** Posts events as one JSON body. Rejects unless the answer is 2xx; redirects are not followed. */
export async function sendWebhook(
  url: string,
  secret: string,
  events: readonly LinkedEvent[],
): Promise<void> {
  const body = JSON.stringify({ events });
  const response = await fetch(url, {
    method: "POST",
    redirect: "manual",
    headers: {
      "content-type": "application/json",
      "user-agent": "Certmap",
      "certmap-signature": webhookSignature(secret, Math.floor(Date.now() / 1_000), body),
    },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`It answered ${response.status}.`);
}
