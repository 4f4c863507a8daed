import { applyEdits, attributeSpans } from "@/lib/iis/start-tag";
import { tokenAt } from "@/lib/iis/xml-tokens";

/** What may be said of a password attribute; its value never leaves the file. */
export type PasswordState =
  | { state: "absent" }
  | { state: "clear" }
  | { state: "encrypted"; provider: string };

const TOKEN = /^\[enc:([^:\]]*):(.*):enc\]$/s;

/** The empty text and the empty token (`[enc:AesProvider::enc]`, the schema's default) hold no password. */
export function passwordState(value: string | undefined): PasswordState {
  if (value === undefined || value === "") return { state: "absent" };
  const token = TOKEN.exec(value);
  if (!token) return { state: "clear" };
  return token[2] === "" ? { state: "absent" } : { state: "encrypted", provider: token[1] ?? "" };
}

/** Whether two attributes are the same, or hold nothing both. */
export function samePassword(a: string | undefined, b: string | undefined): boolean {
  return a === b || (passwordState(a).state === "absent" && passwordState(b).state === "absent");
}

/** Windows compares account names without case. */
export function accountKey(userName: string): string {
  return userName.toLowerCase();
}

/** Spans of password values in a well-formed text: attributes of any element, and what looks like one in comments. */
export function withoutPasswords(text: string): string {
  const edits: { start: number; end: number; text: string }[] = [];
  const empty = (start: number, end: number) => edits.push({ start, end, text: "" });
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at);
    if (token.kind === "start" || token.kind === "empty") {
      const tag = text.slice(at, token.end);
      for (const span of /password/i.test(tag) ? attributeSpans(tag) : []) {
        if (/password$/i.test(span.name)) empty(at + span.valueStart, at + span.valueEnd);
      }
    } else if (token.kind !== "end") {
      // Entries that someone commented out keep their passwords in clear.
      const found = /password\s*=\s*(?:"([^"]*)|'([^']*)|([^\s"'<>]+))/dgi;
      for (const match of text.slice(at, token.end).matchAll(found)) {
        const [start, end] = match.indices?.[1] ?? match.indices?.[2] ?? match.indices?.[3] ?? [0, 0];
        empty(at + start, at + end);
      }
    }
    at = token.end;
  }
  return applyEdits(text, edits);
}
