import { DerFault, type DerNode, TAG } from "@/lib/pki/asn1";
import { latin1 } from "@/lib/pki/asn1-string";

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)?(\d\d)?(?:[.,]\d{1,9})?(Z|[+-]\d{4})$/;

/**
 * ISO 8601 text in UTC, to the second. Years of a UTCTime are 1950-2049 (RFC 5280 section 4.1.2.5.1). Offsets and missing seconds,
 * which RFC 5280 forbids and old certificates have, are read; fractions of a second are dropped.
 * @throws DerFault
 */
export function readTime(node: DerNode): string {
  const short = node.tag === TAG.utcTime;
  if (!short && node.tag !== TAG.generalizedTime)
    throw new DerFault("a date has an unexpected type", node.start);
  const match = (short ? UTC_TIME : GENERALIZED_TIME).exec(latin1(node.bytes, node.content, node.end, false));
  if (!match) throw new DerFault("a date is unreadable", node.start);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const time = new Date(0);
  time.setUTCFullYear(short ? year + (year < 50 ? 2000 : 1900) : year, month - 1, day);
  time.setUTCHours(hour, minute, second);
  // Date rolls the 31st of February over to March: such a date is damaged, not another date.
  if (
    time.getUTCMonth() !== month - 1 ||
    time.getUTCDate() !== day ||
    hour > 23 ||
    minute > 59 ||
    second > 59
  ) {
    throw new DerFault("a date is not in the calendar", node.start);
  }
  const zone = match[7] as string;
  if (zone !== "Z") {
    const offset = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5));
    time.setUTCMinutes(time.getUTCMinutes() - (zone[0] === "-" ? -offset : offset));
  }
  const text = time.toISOString();
  if (text.length !== 24) throw new DerFault("a date is not in the calendar", node.start);
  return `${text.slice(0, 19)}Z`;
}
