import { createHmac, timingSafeEqual } from "node:crypto";
import canonicalize from "canonicalize";
import { keys } from "@/lib/secrets/keys";

/** What is authenticated; the kind is part of it, so that one kind's value never passes for another's. */
type Kind =
  | "revision"
  | "server"
  | "job"
  | "removal"
  | "event"
  | "forwarder"
  | "request"
  | "cut-off"
  | "replacement"
  | "enrolment-token"
  | "wishes"
  | "shared-configuration";

/** HMAC-SHA256 over canonical JSON under a key outside the database: a writer of the database cannot make one. */
export function authenticate(kind: Kind, value: Record<string, unknown>): string {
  const text = `${kind}\n${canonicalize(value) ?? ""}`;
  return createHmac("sha256", Buffer.from(keys().authentication, "base64url"))
    .update(text)
    .digest("base64url");
}

export function isAuthentic(kind: Kind, value: Record<string, unknown>, mac: string): boolean {
  const expected = Buffer.from(authenticate(kind, value));
  const given = Buffer.from(mac);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
