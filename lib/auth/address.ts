import { isIP } from "node:net";

/**
 * Where a request came from, as evidence and for limits: what our own server wrote into `x-forwarded-for` over whatever the request
 * said (scripts/console-entry.ts). Null: not known.
 */
export function addressOf(headers: Pick<Headers, "get">): string | null {
  const last = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  return isIP(last) === 0 ? null : last;
}
