import { ok, type Result } from "@/lib/errors";
import { decodeText, encodeText } from "@/lib/iis/encoding";
import { IIS_SCHEMA } from "@/lib/iis/schema";
import { SECTION_NAMES } from "@/lib/iis/site-config";
import { tokenAt } from "@/lib/iis/xml-tokens";

/** What has to stand around a piece of configuration, by the name of its first element. */
const AROUND = new Map<string, readonly string[]>([
  ["location", []],
  ...SECTION_NAMES.flatMap((section) =>
    IIS_SCHEMA[section].path.map((name, depth, path): [string, readonly string[]] => [
      name,
      path.slice(0, depth),
    ]),
  ),
]);

/**
 * Pieces that people copy out of a file (`<location>`s, sections, `<system.webServer>`) as the whole file that they could stand
 * in, each in its own place. Everything else comes back as it is, also what no parser will understand. Lines stay; columns of
 * the lines with a piece's ends move. Error: `xml-encoding`.
 */
export function completeFragment(bytes: Uint8Array): Result<Uint8Array> {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return decoded;
  const { text, encoding } = decoded.value;
  const pieces = topElements(text);
  const [first] = pieces ?? [];
  if (pieces === undefined || first === undefined) return ok(bytes);
  // Behind a declaration, which has to stand first.
  const parts = [text.slice(0, first.start), "<configuration>"];
  let at = first.start;
  for (const { start, end, around } of pieces) {
    const open = around.map((name) => `<${name}>`);
    const close = around.toReversed().map((name) => `</${name}>`);
    parts.push(text.slice(at, start), ...open, text.slice(start, end), ...close);
    at = end;
  }
  return ok(encodeText([...parts, "</configuration>", text.slice(at)].join(""), encoding));
}

interface Piece {
  start: number;
  end: number;
  around: readonly string[];
}

/** The outermost elements; undefined where one of them is no piece of a configuration, or has no end. */
function topElements(text: string): Piece[] | undefined {
  const pieces: Piece[] = [];
  let open: Omit<Piece, "end"> | undefined;
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    const { kind, start, end } = tokenAt(text, at);
    if (kind === "start" || kind === "empty") {
      if (depth === 0) {
        const around = AROUND.get(/^<([^\s/>]+)/.exec(text.slice(start, end))?.[1] ?? "");
        if (around === undefined) return undefined;
        open = { start, around };
      }
      depth += kind === "start" ? 1 : 0;
    } else if (kind === "end") depth--;
    else if (kind === "broken" || kind === "doctype") return undefined;
    if (depth < 0) return undefined;
    if (depth === 0 && open) {
      pieces.push({ ...open, end });
      open = undefined;
    }
    at = end;
  }
  return depth === 0 ? pieces : undefined;
}
