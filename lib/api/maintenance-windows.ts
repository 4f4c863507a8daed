/** A weekly time in which pushes may reach a server. Pure: time comes in, nothing is kept but formatters. */
export interface WeeklyWindow {
  /** 1 Monday to 7 Sunday: the days on which it begins. */
  weekdays: readonly number[];
  /** Minutes after midnight on the wall clock of `timeZone`. */
  startMinute: number;
  /** Of real time: a change of the clocks makes a window neither longer nor shorter. */
  lengthMinutes: number;
  /** IANA name, such as Europe/Berlin. */
  timeZone: string;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/** A window is at most a week long, and comes at least once a week. */
const DAYS_TO_LOOK = 8;

/** Is one of the windows open at `at` (milliseconds since 1970)? Without any, always. */
export function isOpen(windows: readonly WeeklyWindow[], at: number): boolean {
  return windows.length === 0 || windows.some((window) => openUntil(window, at) !== null);
}

/** When the first of the windows opens after `at`, and in whose time zone that is said; null: there is none. */
export function nextOpening(
  windows: readonly WeeklyWindow[],
  at: number,
): { at: number; timeZone: string } | null {
  const next = windows.flatMap((window) => {
    const start = startsAround(window, at).find((each) => each > at);
    return start === undefined ? [] : [{ at: start, timeZone: window.timeZone }];
  });
  return next.toSorted((one, other) => one.at - other.at)[0] ?? null;
}

/** When the window that is open at `at` closes (the last one, where a long one overlaps its next); null: it is closed. */
export function openUntil(window: WeeklyWindow, at: number): number | null {
  const last = startsAround(window, at).findLast((start) => start <= at);
  if (last === undefined) return null;
  const end = last + window.lengthMinutes * MINUTE;
  return at < end ? end : null;
}

/** Its beginnings from a good week before `at` to a good week after, in order. */
function startsAround({ weekdays, startMinute, timeZone }: WeeklyWindow, at: number): number[] {
  const today = Math.floor((at + offsetAt(timeZone, at)) / DAY);
  const starts: number[] = [];
  for (let day = today - DAYS_TO_LOOK; day <= today + DAYS_TO_LOOK; day++)
    if (weekdays.includes(isoWeekday(day)))
      starts.push(instantOf(timeZone, day * DAY + startMinute * MINUTE));
  return starts;
}

/** Of a count of days since 1970-01-01, a Thursday. */
function isoWeekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/**
 * The instant at which a wall clock shows `wall` (as if it were UTC). A time that comes twice is the first of both; one that is
 * skipped moves on by what is skipped, as RFC 5545 says.
 */
function instantOf(timeZone: string, wall: number): number {
  const before = offsetAt(timeZone, wall - DAY);
  const after = offsetAt(timeZone, wall + DAY);
  const exact = [wall - before, wall - after].filter((each) => each + offsetAt(timeZone, each) === wall);
  return exact.length > 0 ? Math.min(...exact) : wall - before;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** What a time zone's wall clock is ahead of UTC at an instant, in milliseconds. Throws RangeError for a zone that is not known. */
function offsetAt(timeZone: string, at: number): number {
  let format = formatters.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formatters.set(timeZone, format);
  }
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** Does this runtime know the time zone? */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** `Sat 22:00 for 4 h, Europe/Berlin` */
export function windowWords({ weekdays, startMinute, lengthMinutes, timeZone }: WeeklyWindow): string {
  const days = weekdays.map((day) => WEEKDAYS[day - 1]).join(", ");
  const hours = Math.floor(lengthMinutes / 60);
  const minutes = lengthMinutes % 60;
  const length = [...(hours ? [`${hours} h`] : []), ...(minutes ? [`${minutes} min`] : [])].join(" ");
  return `${weekdays.length === 7 ? "Every day" : days} ${clock(startMinute)} for ${length}, ${timeZone}`;
}

/** `Sat 22:00 Europe/Berlin` */
export function openingWords({ at, timeZone }: { at: number; timeZone: string }): string {
  const wall = at + offsetAt(timeZone, at);
  const weekday = WEEKDAYS[isoWeekday(Math.floor(wall / DAY)) - 1];
  return `${weekday} ${clock(Math.floor((wall % DAY) / MINUTE))} ${timeZone}`;
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
