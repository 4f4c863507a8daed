const HOME = "/overview";
/** Stands for this console; no address leads there. */
const HERE = "https://here.invalid";

/**
 * Where to go after signing in: a path of this console, as a browser would read it, else the first page. Browsers drop tabs and line
 * ends and take `\` for `/`, so that `/\t/evil.example` and `/.//evil.example` lead away.
 */
export function ownPath(next: unknown): string {
  if (typeof next !== "string" || !next.startsWith("/") || !URL.canParse(next, HERE)) return HOME;
  const { origin, pathname, search, hash } = new URL(next, HERE);
  const isOwn = origin === HERE && !pathname.startsWith("//") && !pathname.startsWith("/api/");
  return isOwn ? pathname + search + hash : HOME;
}
