import { fail, ok, type Result } from "@/lib/errors";

/**
 * The console's address: https, or plain http to this very host. Kept without a trailing slash.
 * Error `console-url-refused`.
 */
export function parseConsoleUrl(text: string): Result<URL> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== "https:" && url.protocol !== "http:"))
    return fail("console-url-refused", `"${text}" is not an address such as https://certmap.example.com.`);
  if (url.username !== "" || url.search !== "" || url.hash !== "")
    return fail("console-url-refused", "The console's address has no user name, query or fragment.");
  if (url.protocol === "http:" && !isLoopback(url.hostname))
    return fail(
      "console-url-refused",
      `Plain http is accepted on this very host only (127.0.0.1, localhost). Use https:// for ${url.hostname}.`,
    );
  return ok(url);
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
