import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import canonicalize from "canonicalize";
import { z } from "zod";

/**
 * An event as the chain knows it. Kinds of actors and actions are plain text here: an export of an older or newer Certmap
 * must verify too.
 */
export const chainEventSchema = z.object({
  id: z.string().regex(/^\d{1,19}$/),
  at: z.iso.datetime(),
  actorKind: z.string(),
  actorId: z.string(),
  actorName: z.string(),
  address: z.string().nullable(),
  action: z.string(),
  nounId: z.string(),
  nounName: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
});
export type ChainEvent = z.infer<typeof chainEventSchema>;

/**
 * SHA-256, in hexadecimal digits, over the event as canonical JSON (RFC 8785). What is null is left out, so that a field which
 * a later version adds does not change the digests of the events before it.
 */
export function eventDigest(event: ChainEvent): string {
  const { id, at, actorKind, actorId, actorName, address, action, nounId, nounName, before, after, reason } =
    event;
  const fields = {
    id,
    at,
    actorKind,
    actorId,
    actorName,
    address,
    action,
    nounId,
    nounName,
    before,
    after,
    reason,
  };
  const said = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  );
  return bytesToHex(sha256(utf8ToBytes(canonicalize(said) ?? "")));
}
