export interface PemBlock {
  /** Upper case, single blanks: `CERTIFICATE`, `RSA PRIVATE KEY`, ... */
  label: string;
  /** Text between the markers, header lines blanked out; starts at `offset` of the text. */
  body: string;
  offset: number;
}

interface Marker {
  kind: string;
  label: string;
  start: number;
  end: number;
}

/** The word before and the known end of a label; quantifiers are bounded so that hostile text costs linear time. */
const MARKER =
  /(BEGIN|END)[ \t]{0,8}((?:[A-Z0-9#]{1,10}[ \t]{1,4}){0,3}(?:CERTIFICATE[ \t]{1,4}(?:REQUEST|CHAIN|PAIR)|CERTIFICATE|CERT|CRL|PRIVATE[ \t]{0,4}KEY(?:[ \t]{1,4}BLOCK)?|PUBLIC[ \t]{0,4}KEY(?:[ \t]{1,4}BLOCK)?|PARAMETERS|PKCS[ \t]?#?(?:7|12)|CMS|SIGNED DATA|MESSAGE))/gi;

/** How far from the word BEGIN the dashes may be spread. */
const REACH = 40;

/**
 * Blocks of PEM text (RFC 7468), read as people really paste them: any number of dashes from two on at one side of BEGIN or END, blanks between
 * them, any case, text around and between. A BEGIN without its END runs to the next marker or to the end of the text.
 */
export function readPemBlocks(text: string): PemBlock[] {
  const markers = findMarkers(text);
  const blocks: PemBlock[] = [];
  markers.forEach((marker, i) => {
    if (marker.kind !== "BEGIN") return;
    const next = markers[i + 1];
    const body = text.slice(marker.end, next?.start ?? text.length);
    blocks.push({
      label: marker.label,
      body: withoutHeaders(body),
      offset: marker.end,
    });
  });
  return blocks;
}

/** The text with every marker blanked out, offsets kept: what is left of a PEM whose BEGIN line is missing. */
export function withoutMarkers(text: string): string {
  let left = "";
  for (const { start, end } of findMarkers(text)) {
    left += text.slice(left.length, start);
    left += " ".repeat(end - left.length);
  }
  return left + text.slice(left.length);
}

function findMarkers(text: string): Marker[] {
  const markers: Marker[] = [];
  for (const match of text.matchAll(MARKER)) {
    const kind = (match[1] as string).toUpperCase();
    const label = (match[2] as string).toUpperCase().replace(/\s+/g, " ");
    const at = match.index;
    const before = /[-_ \t]*$/.exec(text.slice(Math.max(0, at - REACH), at))?.[0] ?? "";
    const behind =
      /^[-_ \t]*/.exec(text.slice(at + match[0].length, at + match[0].length + REACH))?.[0] ?? "";
    const dashes = (part: string) => part.split("-").length - 1;
    if (Math.max(dashes(before), dashes(behind)) < 2) continue;
    const trimmed = behind.trimEnd();
    markers.push({
      kind,
      label,
      start: at - before.trimStart().length,
      // Behind BEGIN CERTIFICATE without dashes the body may start at once.
      end: at + match[0].length + (trimmed.endsWith("-") ? trimmed.length : 0),
    });
  }
  return markers;
}

/** RFC 1421 headers, and the decoration of quoted mails and of source code, become blanks. */
function withoutHeaders(body: string): string {
  return blankDecoration(body.replace(/^[^\n]*:[^\n]*$/gm, (line) => " ".repeat(line.length)));
}

/** Quote marks, commas and `>` at a line's start become blanks, offsets kept. */
export function blankDecoration(text: string): string {
  return text.replace(/^[ \t]*[>|#*]+|["'`,;\\]/gm, (found) => " ".repeat(found.length));
}
