const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Where the browser may come from: the public URL and, when that is loopback, its other names. A closed list, so that a
 * foreign name that resolves to this machine (DNS rebinding) is not one of them.
 */
export function trustedOrigins(publicUrl: string): string[] {
  const url = new URL(publicUrl);
  if (!LOOPBACK.includes(url.hostname)) return [url.origin];
  return LOOPBACK.map((host) => `${url.protocol}//${host}${url.port === "" ? "" : `:${url.port}`}`);
}

/**
 * The host name that passkeys belong to. A browser takes no bare address for one: on loopback it is `localhost`, and passkeys
 * work only where the console is opened under that name.
 */
export function passkeyHost(publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  return LOOPBACK.includes(hostname) ? "localhost" : hostname;
}

/**
 * Is this changing request from our own pages? Browsers always say where a request with side effects comes from; one that
 * says nothing is refused, because a cookie alone must never be enough.
 */
export function isOwnOrigin(headers: Headers, publicUrl: string): boolean {
  const origin = headers.get("origin");
  if (origin !== null) return trustedOrigins(publicUrl).includes(origin);
  return headers.get("sec-fetch-site") === "same-origin";
}
