import type { IncomingMessage } from "node:http";
import { clientAddress, type TrustedProxies } from "../lib/client-address";

/** The header that Next.js and better-auth read; with one address in it, or empty. */
const HEADER = "x-forwarded-for";

/** Writes where a request came from over what it says itself. */
export function writeAddress(request: IncomingMessage, isTrusted: TrustedProxies): void {
  const said = request.headers[HEADER];
  const text = Array.isArray(said) ? said.join(",") : said;
  request.headers[HEADER] = clientAddress(request.socket.remoteAddress, text, isTrusted) ?? "";
}
