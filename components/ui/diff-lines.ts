/** One step from the text before to the text after. Line numbers are 1-based. */
export type DiffLine =
  | { kind: "same"; before: number; after: number; text: string }
  | { kind: "removed"; before: number; text: string }
  | { kind: "added"; after: number; text: string };

/** Beyond this many differences the shortest way is not searched any more: all of one side, then all of the other. */
const MAX_STEPS = 1000;

function splitLines(text: string): string[] {
  return text === "" ? [] : text.replace(/\r?\n$/, "").split(/\r?\n/);
}

/**
 * The shortest edit script (Myers 1986): for each number of steps the furthest point on each diagonal, then the way
 * back. Undefined when it would take more than MAX_STEPS.
 */
function matches(a: string[], b: string[]): [number, number][] | undefined {
  const max = Math.min(a.length + b.length, MAX_STEPS);
  const offset = max + 1;
  const furthest = new Int32Array(2 * max + 3);
  const trail: Int32Array[] = [];
  for (let steps = 0; steps <= max; steps++) {
    trail.push(furthest.slice());
    for (let k = -steps; k <= steps; k += 2) {
      const left = furthest[offset + k - 1] ?? 0;
      const right = furthest[offset + k + 1] ?? 0;
      let x = k === -steps || (k !== steps && left < right) ? right : left + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      furthest[offset + k] = x;
      if (x >= a.length && x - k >= b.length) return wayBack(trail, a.length, b.length, offset);
    }
  }
  return undefined;
}

function wayBack(trail: Int32Array[], endX: number, endY: number, offset: number): [number, number][] {
  const pairs: [number, number][] = [];
  let x = endX;
  let y = endY;
  for (let steps = trail.length - 1; steps >= 0; steps--) {
    const furthest = trail[steps] ?? new Int32Array();
    const at = (diagonal: number) => furthest[offset + diagonal] ?? 0;
    const k = x - y;
    const from = k === -steps || (k !== steps && at(k - 1) < at(k + 1)) ? k + 1 : k - 1;
    const startX = at(from);
    const startY = startX - from;
    while (x > startX && y > startY) {
      x--;
      y--;
      pairs.push([x, y]);
    }
    x = startX;
    y = startY;
  }
  return pairs.reverse();
}

/** Both texts line by line, in reading order: what went away stands before what came in its place. */
export function diffLines(before: string, after: string): DiffLine[] {
  const a = splitLines(before);
  const b = splitLines(after);
  const out: DiffLine[] = [];
  let x = 0;
  let y = 0;
  for (const [sameX, sameY] of [...(matches(a, b) ?? []), [a.length, b.length] as const]) {
    for (; x < sameX; x++) out.push({ kind: "removed", before: x + 1, text: a[x] ?? "" });
    for (; y < sameY; y++) out.push({ kind: "added", after: y + 1, text: b[y] ?? "" });
    if (sameX < a.length && sameY < b.length) {
      out.push({ kind: "same", before: x + 1, after: y + 1, text: a[x] ?? "" });
      x++;
      y++;
    }
  }
  return out;
}
