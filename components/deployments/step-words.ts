/** The steps of the agent's journal in words: while it is next, when it is done. */
const STEPS: Record<string, { doing: string; done: string }> = {
  received: { doing: "Fetch the signed bundle", done: "Fetched the signed bundle" },
  checked: { doing: "Check signature, scope and accounts", done: "Checked signature, scope and accounts" },
  compared: { doing: "Compare with what is there", done: "Compared with what is there" },
  tried: { doing: "Try new passwords once", done: "Tried new passwords once" },
  "backed-up": { doing: "Back up the sections", done: "Backed up the sections" },
  fenced: { doing: "Ask the console once more", done: "Asked the console once more" },
  committed: { doing: "Write the configuration", done: "Wrote the configuration" },
  "re-read": { doing: "Read it back and compare", done: "Read it back: it is what was pushed" },
  probed: { doing: "Ask the site and compare its answer", done: "Asked the site: it answered as predicted" },
  restored: { doing: "Restore the backup", done: "Restored the backup" },
};

/** The way of an apply that goes well, in order. `restored` comes only after a failure. */
export const EXPECTED_STEPS = [
  "received",
  "checked",
  "compared",
  "backed-up",
  "fenced",
  "committed",
  "re-read",
] as const;

export function stepWords(name: string, ok: boolean): string {
  const words = STEPS[name];
  if (words === undefined) return name;
  return ok ? words.done : words.doing;
}
