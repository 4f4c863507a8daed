/**
 * JSON of printable ASCII only: Windows PowerShell 5.1 reads standard input in the OEM code page, which no other byte survives
 * on every server. Escapes are UTF-16 units, so a lone surrogate comes through as well.
 */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
