const NAMED = 12;

/** `WEB02, WEB03 and 4 more`: servers in a sentence. */
export function nameList(servers: readonly { name: string }[]): string {
  const names = servers.slice(0, NAMED).map(({ name }) => name);
  const more = servers.length - names.length;
  return `${names.join(", ")}${more > 0 ? ` and ${more.toLocaleString("en")} more` : ""}`;
}
