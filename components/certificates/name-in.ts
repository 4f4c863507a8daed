/** What a distinguished name (RFC 4514 text) is called for short: its CN, else its O, else all of it. */
export function nameIn(distinguishedName: string): string {
  for (const type of ["CN", "O"]) {
    const found = new RegExp(`(?:^|[,+])\\s*${type}=((?:\\\\.|[^\\\\,+])*)`).exec(distinguishedName);
    if (found?.[1]) return found[1].replace(/\\(.)/g, "$1").trim();
  }
  return distinguishedName === "" ? "(no name)" : distinguishedName;
}
