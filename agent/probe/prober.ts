import type { BackEnd } from "@/agent/back-end";
import { askSite } from "@/agent/probe/ask-site";
import { impossible, type ProbePlace, placeOf } from "@/agent/probe/place";
import type { Settings } from "@/agent/state/settings";
import type { ProbeRequest, ProbeResult } from "@/lib/agent-api/tasks";
import { fail, ok, type Result } from "@/lib/errors";
import { PROBE_WORDS, readProbe, sayReading } from "@/lib/iis/probe";

/** Makes real TLS handshakes with this host's own sites. Reads and asks; writes nothing. */
export interface Prober {
  /** Where a probe would go. Error `probe-impossible`. */
  place(scope: string, binding: string): Promise<Result<ProbePlace>>;
  /** Errors: `probe-impossible`, `probe-certificate-refused`. An answer that was not predicted is an answer. */
  probe(scope: string, request: ProbeRequest): Promise<Result<ProbeResult>>;
}

type Options = Pick<Settings, "allowedSites" | "backEnd" | "probeUrl">;

export function createProber(backEnd: BackEnd, { allowedSites, probeUrl, ...settings }: Options): Prober {
  const place: Prober["place"] = async (scope, binding) => {
    if (settings.backEnd === "config-file" && probeUrl === undefined)
      return impossible(
        "a config-file agent has no web server. Name one with --probe-url when enrolling, or as probeUrl in its settings.",
      );
    const inventory = await backEnd.inventory(allowedSites);
    if (inventory.unreadable) return impossible(inventory.unreadable.message);
    return placeOf(inventory, scope, binding, probeUrl);
  };
  return {
    place,
    probe: async (scope, request) => {
      const found = await place(scope, request.binding);
      if (!found.ok) return found;
      const asked = await ask(backEnd, found.value, request.certificate);
      if (!asked.ok) return asked;
      const { reply, protocol, detail } = asked.value;
      const reading = readProbe(reply);
      const expected = request.expect.map((outcome) => PROBE_WORDS[outcome]).join(", or ");
      return ok({
        binding: request.binding,
        address: `${found.value.host}:${found.value.port}`,
        protocol,
        ...reading,
        asPredicted: request.expect.includes(reading.outcome),
        verified: request.certificate === undefined ? "configuration" : "sign-in",
        detail: `Expected: ${expected}. Seen: ${sayReading(reading)} (${detail}).`.slice(0, 2000),
      });
    },
  };
}

async function ask(backEnd: BackEnd, place: ProbePlace, certificate: string | undefined) {
  if (certificate === undefined) return ok(await askSite(place));
  if (backEnd.askWithCertificate === undefined)
    return fail(
      "probe-certificate-refused",
      "This agent cannot show a certificate: that takes Windows and its LocalMachine\\My store. Probe without one.",
    );
  return backEnd.askWithCertificate(place, certificate);
}
