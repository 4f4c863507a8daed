/** The three numbers of one request, as IIS logs them. */
export interface LoggedStatus {
  status: number;
  substatus: number;
  /** As it stands there: decimal, hexadecimal or negative. */
  win32: string;
  /** How many lines of the text have just these. */
  count: number;
}

const MOST_LINES = 20_000;
const NUMBER = /^(-?\d{1,10}|0x[0-9a-f]{1,8})$/i;

/**
 * The statuses of pasted lines of an IIS log, each once, in the order in which they first stand there. A `#Fields` header is
 * honoured from its line on; without one the three numbers are found where only numbers follow. Total.
 */
export function readLogText(text: string): LoggedStatus[] {
  const found = new Map<string, LoggedStatus>();
  let fields: string[] | null = null;
  for (const line of text.split(/\r?\n/, MOST_LINES)) {
    const words = line.trim().split(/\s+/);
    if (words[0]?.toLowerCase() === "#fields:") fields = words.slice(1).map((name) => name.toLowerCase());
    if (line.startsWith("#")) continue;
    const numbers = (fields && byFields(words, fields)) ?? byShape(words);
    if (numbers === null) continue;
    const key = `${numbers.status} ${numbers.substatus} ${numbers.win32}`;
    const known = found.get(key);
    if (known) known.count += 1;
    else found.set(key, { ...numbers, count: 1 });
  }
  return [...found.values()];
}

type Numbers = Omit<LoggedStatus, "count">;

/** Null where the line does not fit the header: a wrapped or a foreign line. */
function byFields(words: readonly string[], fields: readonly string[]): Numbers | null {
  if (words.length !== fields.length) return null;
  const at = (name: string): string | undefined => words[fields.indexOf(name)];
  return numbersOf(at("sc-status"), at("sc-substatus") ?? "0", at("sc-win32-status") ?? "0");
}

/** `403 16 2148204809`, alone or with the times and sizes that follow it in a line. */
function byShape(words: readonly string[]): Numbers | null {
  let start = words.length;
  while (start > 0 && NUMBER.test(words[start - 1] ?? "")) start -= 1;
  for (let i = start; i + 2 < words.length; i++) {
    const numbers = numbersOf(words[i], words[i + 1], words[i + 2]);
    if (numbers !== null) return numbers;
  }
  return null;
}

function numbersOf(
  status: string | undefined,
  substatus: string | undefined,
  win32: string | undefined,
): Numbers | null {
  if (!/^[1-5]\d\d$/.test(status ?? "") || !/^\d{1,3}$/.test(substatus ?? "") || !NUMBER.test(win32 ?? ""))
    return null;
  return { status: Number(status), substatus: Number(substatus), win32: win32 ?? "" };
}
