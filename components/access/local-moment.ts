/** What a field for local time shows of a moment: `2026-03-03T09:30:00`. "" for "" and for what is no moment. */
export function localInput(at: string, zone: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? "" : wallClock(date, zone);
}

/**
 * The moment that a wall clock in the zone shows as `local`, ISO 8601 in UTC; "" where it is none. Of the hour that a clock shows
 * twice in autumn it is the first, of the one that it skips in spring the one behind it.
 */
export function momentOf(local: string, zone: string): string {
  const wanted = Date.parse(`${local}Z`);
  if (Number.isNaN(wanted)) return "";
  // The zone's offset is asked where the clock is, and once more where the first answer says that it is.
  const early = wanted - offset(wanted - DAY, zone);
  const late = wanted - offset(wanted + DAY, zone);
  const exact = [early, late].find((moment) => moment + offset(moment, zone) === wanted);
  return new Date(exact ?? Math.max(early, late)).toISOString();
}

const DAY = 86_400_000;

/** What the zone's clock is ahead of UTC at a moment, in milliseconds. */
function offset(moment: number, zone: string): number {
  const whole = Math.floor(moment / 1000) * 1000;
  return Date.parse(`${wallClock(new Date(whole), zone)}Z`) - whole;
}

function wallClock(date: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(date);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "00";
  const year = part("year").padStart(4, "0");
  return `${year}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}:${part("second")}`;
}
