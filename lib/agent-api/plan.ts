import type { JWK } from "jose";
import { z } from "zod";
import { bundleSchema } from "@/lib/agent-api/bundle";
import type { SigningKey } from "@/lib/agent-api/keys";
import { openPaper, signPaper } from "@/lib/agent-api/signed";
import type { Result } from "@/lib/errors";

/** `input` of a task of kind `plan`: the paper is fetched like a bundle, by its digest. */
export const planInputSchema = z.object({ bundleDigest: z.string().regex(/^[0-9a-f]{64}$/) });

/**
 * What a push would bring to one scope, to be looked at and not applied. Signed like a bundle, of another kind; without job, sequence and
 * passwords, so that an apply finds nothing in it that it could go by.
 */
export const plannedPushSchema = bundleSchema
  .pick({
    protocol: true,
    serverId: true,
    scope: true,
    revision: true,
    siteConfig: true,
    bindings: true,
    probe: true,
    sharedConfiguration: true,
  })
  .extend({
    taskId: z.uuid(),
    /** Accounts whose password the console would send with a push. */
    storedPasswords: z.array(z.string()),
  });
export type PlannedPush = z.infer<typeof plannedPushSchema>;

const TYPE = "certmap-plan+jws";

/** Returns a compact JWS. `payload` must be canonical JSON (RFC 8785), so that its digest names it. */
export function signPlan(payload: string, privateKey: JWK): Promise<string> {
  return signPaper(TYPE, payload, privateKey);
}

/** Checks signature, kind and shape. Errors: `bundle-signature`, `bundle-malformed`. */
export function openPlan(jws: string, consoleKey: SigningKey): Promise<Result<PlannedPush>> {
  return openPaper(TYPE, plannedPushSchema, jws, consoleKey);
}
