import type { IncomingMessage } from "node:http";

/** Leads to the page that says that nothing is here. */
const NOWHERE = "/not-here";

/** What Next.js breaks on with a 500: an address that is no percent-encoded UTF-8, and TRACE, which `fetch` has no request for. */
export function disarm(request: IncomingMessage): void {
  if (request.method === "TRACE") request.method = "OPTIONS";
  try {
    decodeURIComponent((request.url ?? "").split("?")[0] ?? "");
  } catch {
    request.url = NOWHERE;
  }
}
