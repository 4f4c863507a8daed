import type { StateName } from "@/components/ui/states";
import type { Forwarder, ForwarderKind } from "@/lib/api/event-forwarders";

export const KIND_WORDS: Record<ForwarderKind, string> = {
  "syslog-tls": "Syslog over TLS",
  "syslog-tcp": "Syslog over TCP, not encrypted",
  webhook: "Webhook",
};

/** How it stands with a destination, in the words that all pages use. */
export function standingOf({ enabled, lastError, waiting }: Forwarder): { state: StateName; words: string } {
  const events = `${waiting.toLocaleString("en")} ${waiting === 1 ? "event" : "events"}`;
  const wait = `${events} ${waiting === 1 ? "waits" : "wait"}`;
  if (!enabled) return { state: "disabled", words: waiting === 0 ? "Paused" : `Paused, ${wait}` };
  if (lastError !== null) return { state: "failed", words: `Not reached, ${wait}` };
  if (waiting > 0) return { state: "queued", words: `${events} on the way` };
  return { state: "online", words: "Up to date" };
}
