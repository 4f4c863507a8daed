/** What ends a line for some reader, talks to a terminal, or turns the order of letters around. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** JSON in one line, for logs and for files of lines: the characters above are escapes in it, so that it reads back the same. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    UNSEEN,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A text for people, in one line: each of the characters above is a space. */
export function oneLine(text: string): string {
  return text.replaceAll(UNSEEN, " ");
}
