/** Lines, or blocks of them: a long block stays one element, since an argument list has a limit that 10,000 mappings exceed. */
export type Lines = (string | readonly string[])[];

export function textOf(lines: Readonly<Lines>, newline = "\n"): string {
  return lines.flat().join(newline) + newline;
}

export function indent(lines: readonly string[], depth: number): string[] {
  const blanks = "    ".repeat(depth);
  return lines.map((line) => (line === "" ? "" : blanks + line));
}
