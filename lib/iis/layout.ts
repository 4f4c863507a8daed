/** How a file lays out its lines. `newline` is empty where everything stands on one line. */
export interface Layout {
  newline: string;
  unit: string;
  /** Added text must stay within ASCII. */
  asciiOnly: boolean;
}

/** IIS's own look: four blanks a level. */
export const IIS_LAYOUT: Layout = { newline: "\n", unit: "    ", asciiOnly: false };

/** A file's own line ends and indentation, from the first line that shows them. */
export function layoutOf(text: string, asciiOnly: boolean): Layout {
  const newline = /\r?\n/.exec(text)?.[0] ?? "";
  const unit = /^[ \t]+(?=<[^!])/m.exec(text.slice(0, 100_000))?.[0] ?? IIS_LAYOUT.unit;
  return { newline, unit: newline === "" ? "" : unit, asciiOnly };
}

/** The white space before the markup at `offset` on its line, or "" where something else stands before it. */
export function indentAt(text: string, offset: number): string {
  // No indentation is longer; without a limit, files of one long line would take quadratic time.
  const before = text.slice(Math.max(0, offset - 1_000), offset);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return /^[ \t]*$/.test(line) ? line : "";
}
