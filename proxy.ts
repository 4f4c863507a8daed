import { type NextRequest, NextResponse } from "next/server";

/**
 * A content security policy with a nonce of its own for each page: no script runs that the console did not write. Next.js gives the
 * nonce to its scripts, the layout to Mantine's styles. `style` attributes stay allowed: Mantine sets sizes with them.
 * The page's address goes along, for the event of a refused visit.
 */
export function proxy(request: NextRequest) {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-certmap-path", request.nextUrl.pathname);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/** Pages. Answers of the API and files have a policy in next.config.ts that allows nothing. */
export const config = { matcher: "/((?!api/|_next/).*)" };

function contentSecurityPolicy(nonce: string): string {
  // React's error overlay and Turbopack's styles while one develops.
  const developing = process.env.NODE_ENV === "development";
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${developing ? " 'unsafe-eval'" : ""}`,
    developing ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
