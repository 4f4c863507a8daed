import type { LinkedEvent } from "@/lib/audit-chain/link";
import { jsonLine, oneLine } from "@/lib/json-line";

/** Facility 13, "log audit", in RFC 5424's table. */
const FACILITY = 13;
const ALERT = 1;
const WARNING = 4;
const NOTICE = 5;
/** The number that RFC 5612 keeps for examples; Certmap has none of its own. */
const STRUCTURED_ID = "certmap@32473";

/**
 * An event as one message of RFC 5424: what a collector files it by as structured data, the event itself as one line of JSON.
 * No character of an event ends a field or a line.
 */
export function syslogMessage(event: LinkedEvent, hostName: string): string {
  const priority = FACILITY * 8 + severityOf(event.action);
  const host = field(hostName, 255);
  const data = {
    number: String(event.number),
    actor: event.actorName,
    actorKind: event.actorKind,
    noun: event.nounName,
    nounId: event.nounId,
    ...(event.address !== null && { address: event.address }),
    hash: event.hash,
  };
  const structured = Object.entries(data)
    .map(([name, value]) => ` ${name}="${parameter(value)}"`)
    .join("");
  const id = field(event.action, 32);
  // The mark in front of the text says UTF-8 (RFC 5424, 6.4).
  return `<${priority}>1 ${event.at} ${host} certmap - ${id} [${STRUCTURED_ID}${structured}] \uFEFF${jsonLine(event)}`;
}

function severityOf(action: string): number {
  if (action === "audit.verification-failed") return ALERT;
  return /refused|failed|undone|drifted|correction-held/.test(action) ? WARNING : NOTICE;
}

/** PRINTUSASCII, and the dash where nothing is left. */
function field(text: string, length: number): string {
  return text.replaceAll(/[^\x21-\x7e]/g, "").slice(0, length) || "-";
}

/** RFC 5424, 6.3.3; what ends a line or steers a terminal becomes a space, the JSON behind it has them. */
function parameter(text: string): string {
  return oneLine(text).replaceAll(/["\\\]]/g, "\\$&");
}
