import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import { z } from "zod";
import { type ChainEvent, chainEventSchema, eventDigest } from "@/lib/audit-chain/event";

export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);
export const numberSchema = z.number().int().min(1);

/** A place in the chain: the number of an event and the hash that stands for it and everything before it. */
export interface ChainPlace {
  number: number;
  hash: string;
}

/** Before the first event. */
export const CHAIN_START: ChainPlace = { number: 0, hash: "0".repeat(64) };

/** An event with its link: one line of an export. */
export const linkedEventSchema = chainEventSchema.extend({
  number: numberSchema,
  digest: hashSchema,
  hash: hashSchema,
});
export type LinkedEvent = z.infer<typeof linkedEventSchema>;

/**
 * The hash of event `number`: SHA-256 over the hash before it (32 bytes), the number (8 bytes, big-endian) and the event's
 * digest (32 bytes). The database's trigger `certmap_link_event` computes the same.
 */
export function linkHash(before: string, number: number, digest: string): string {
  const place = new Uint8Array(8);
  new DataView(place.buffer).setBigUint64(0, BigInt(number));
  return bytesToHex(sha256(concatBytes(hexToBytes(before), place, hexToBytes(digest))));
}

/** Links an event behind a place. */
export function linkEvent(before: ChainPlace, event: ChainEvent): LinkedEvent {
  const number = before.number + 1;
  const digest = eventDigest(event);
  return { ...event, number, digest, hash: linkHash(before.hash, number, digest) };
}
