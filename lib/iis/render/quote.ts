/**
 * One function per language: a value in, an expression of that language out that yields exactly the value. All but
 * XML write printable ASCII only, so no encoding of a file, clipboard or console can change a value on its way.
 */

const PLAIN = /^[\x20-\x7e]*$/;

/** C#: verbatim where a backslash would have to be doubled (as Configuration Editor writes), escapes for the rest. */
export function quoteCSharp(text: string): string {
  if (PLAIN.test(text) && text.includes("\\")) return `@"${text.replaceAll('"', '""')}"`;
  return quoteJScript(text);
}

/** JScript, and C# without `@`: `\uXXXX` is the same in both. */
export function quoteJScript(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&").replace(/[^\x20-\x7e]/g, (unit) => `\\u${hex4(unit)}`)}"`;
}

/** VBScript and VB.NET: pieces to be joined by `&`. Curly quotes end a string of VB.NET too, so they go through ChrW. */
export function vbPieces(text: string): string[] {
  return pieces(
    text,
    (run) => `"${run.replaceAll('"', '""')}"`,
    (unit) => `ChrW(${unit})`,
  );
}

export function quoteVb(text: string): string {
  return vbPieces(text).join(" & ");
}

/**
 * PowerShell: single quotes, in which only `'` is special; `$`, backtick and `]` stand for themselves. `avoid` names
 * printable characters to be written by number too.
 */
export function quotePowerShell(text: string, avoid = ""): string {
  const parts = pieces(
    text,
    (run) => `'${run.replaceAll("'", "''")}'`,
    (unit) => `[char]${unit}`,
    avoid,
  );
  if (parts.length === 1 && parts[0]?.startsWith("'")) return parts[0];
  return `(${(parts[0]?.startsWith("'") ? parts : ["''", ...parts]).join(" + ")})`;
}

/** Runs of printable characters, and every other UTF-16 unit by its number. Never empty. */
function pieces(
  text: string,
  run: (text: string) => string,
  unit: (code: number) => string,
  avoid = "",
): string[] {
  // Nearly every value, certificates above all, is one run.
  if (PLAIN.test(text) && !Array.from(avoid).some((character) => text.includes(character)))
    return [run(text)];
  const found: string[] = [];
  let plain = "";
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (PLAIN.test(character) && !avoid.includes(character)) {
      plain += character;
      continue;
    }
    if (plain !== "") found.push(run(plain));
    plain = "";
    found.push(unit(text.charCodeAt(i)));
  }
  if (plain !== "" || found.length === 0) found.push(run(plain));
  return found;
}

function hex4(unit: string): string {
  return unit.charCodeAt(0).toString(16).padStart(4, "0");
}
