import { BlockList, isIP } from "node:net";
import { fail, ok, type Result } from "./errors";

/** The proxies whose `x-forwarded-for` is believed. */
export type TrustedProxies = (address: string) => boolean;

/** Addresses and networks (`10.0.0.5, 10.1.0.0/16, fd00::/8`), separated by commas or spaces. Error `settings-invalid`. */
export function parseProxies(text: string): Result<TrustedProxies> {
  const list = new BlockList();
  for (const entry of text.split(/[\s,]+/).filter(Boolean)) {
    const [address = "", bits, ...rest] = entry.split("/");
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    const prefix = bits === undefined ? most : Number(/^\d{1,3}$/.test(bits) ? bits : "x");
    if (family === 0 || rest.length > 0 || !(prefix <= most))
      return fail(
        "settings-invalid",
        `TRUSTED_PROXIES has ${JSON.stringify(entry)}, which is neither an address (10.0.0.5) nor a network (10.0.0.0/24).`,
      );
    list.addSubnet(address, prefix, family === 4 ? "ipv4" : "ipv6");
  }
  return ok((address) => list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4"));
}

/**
 * Where a request came from: the socket's other end, unless that is a trusted proxy; then the last address of
 * `x-forwarded-for` that is none. What stands left of it was written by whoever sent the request. Null: not known.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  isTrusted: TrustedProxies,
): string | null {
  let nearest = plain(peer ?? "");
  if (nearest === null) return null;
  const hops = (forwardedFor ?? "").split(",");
  while (isTrusted(nearest)) {
    const next = plain(hops.pop() ?? "");
    // Nothing was written down, or no address: the proxy itself is all that is known.
    if (next === null) return nearest;
    nearest = next;
  }
  return nearest;
}

/** An address in its plain form, without port and zone; an IPv4 one also where the socket is an IPv6 one. */
function plain(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](:\d+)?$/, "$1")
    .replace(/^([\d.]+):\d+$/, "$1")
    .replace(/%.*$/, "")
    .replace(/^::ffff:(?=\d+\.)/i, "");
  return isIP(bare) === 0 ? null : bare.toLowerCase();
}
