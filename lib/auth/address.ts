/**
 * Where a request came from, as evidence: the first address that the proxies in front (or Next.js itself) wrote down. An IPv4
 * address is written as one, also where the socket is an IPv6 one.
 */
export function addressOf(headers: Headers): string | null {
  const first = headers.get("x-forwarded-for")?.split(",")[0]?.trim().slice(0, 64);
  return first ? first.replace(/^::ffff:(?=\d+\.)/i, "") : null;
}
