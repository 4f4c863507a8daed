import {
  buildNumber,
  isTls13Off,
  SERVER_2022,
  SERVER_2025,
  type SiteBinding,
} from "@/lib/iis/doctor/binding";
import type { OTHER_METHODS } from "@/lib/iis/doctor/draft-fix";
import type { HostInventory } from "@/lib/iis/inventory";
import type { SiteConfig } from "@/lib/iis/site-config";

/** What a request without a client certificate comes to, as far as it can be told from outside. */
export const PROBE_OUTCOMES = [
  /** 403.7 */
  "certificate-required",
  /** 401 */
  "not-signed-in",
  /** Any other answer of the site itself: it let the request in. */
  "answered",
  /** The connection was cut during or right after the handshake. */
  "reset",
  /** 500.0 with 0x80070032 */
  "not-supported",
  /** Another refusal or failure, such as 403.16 or 503. */
  "other",
  "unreachable",
] as const;
export type ProbeOutcome = (typeof PROBE_OUTCOMES)[number];

export const PROBE_WORDS: Readonly<Record<ProbeOutcome, string>> = {
  "certificate-required": "refused with 403.7, client certificate required",
  "not-signed-in": "refused with 401, nobody signed in",
  answered: "let in (any answer but a refusal or a failure)",
  reset: "cut off by a connection reset",
  "not-supported": "answered with 500.0 (0x80070032)",
  other: "answered with another status",
  unreachable: "not reached",
};

export interface ProbePrediction {
  /** Any of these makes it true. */
  expected: ProbeOutcome[];
  because: string;
}

/** Does being let in with a certificate show a sign-in? Only where nobody is let in without one, and a mapping makes one somebody. */
export function showsSignIn(config: SiteConfig, binding: Pick<SiteBinding, "tls">): boolean {
  const flags = config.access?.sslFlags ?? [];
  const asks =
    flags.includes("SslNegotiateCert") ||
    flags.includes("SslRequireCert") ||
    binding.tls?.negotiateClientCertificate === true;
  const maps =
    config.iisClientCertificateMappingAuthentication?.enabled === true ||
    config.clientCertificateMappingAuthentication?.enabled === true;
  return asks && maps && isOn(config, "anonymousAuthentication") === false;
}

const CUT_OFF: readonly ProbeOutcome[] = ["reset", "not-supported"];

/** A prediction that came true and is bad news all the same; null for any other. */
export function badNews(expected: readonly ProbeOutcome[]): string | null {
  return expected.every((outcome) => CUT_OFF.includes(outcome))
    ? "As predicted: clients with TLS 1.3 cannot sign in, because the binding asks for the certificate after the handshake."
    : null;
}

/** Null: not a section that we know the value of. */
const isOn = (config: SiteConfig, name: (typeof OTHER_METHODS)[number]) => config[name]?.enabled ?? null;

/**
 * What a request without a certificate must come to under a configuration. `binding` and `host` as last reported; without them
 * the certificate is taken to be asked for in time. Rests on Microsoft's status codes and, for TLS 1.3, on its note of 2025-08-29.
 */
export function predictProbe(
  config: SiteConfig,
  binding?: Pick<SiteBinding, "tls" | "sslFlags">,
  host: Pick<HostInventory, "windowsBuild"> = {},
): ProbePrediction {
  const flags = config.access?.sslFlags ?? [];
  const required = flags.includes("SslRequireCert");
  const asks = required || flags.includes("SslNegotiateCert");
  const build = buildNumber(host.windowsBuild);
  const late = binding?.tls && !binding.tls.negotiateClientCertificate && isTls13Off(binding) !== true;
  if (asks && late && build !== undefined && build >= SERVER_2022)
    return {
      expected: [build >= SERVER_2025 ? "not-supported" : "reset"],
      because: "the binding asks for the certificate after the handshake, and TLS 1.3 has no way for that",
    };
  if (required)
    return {
      expected: ["certificate-required"],
      because: "sslFlags has SslRequireCert, and the probe sends no certificate",
    };
  const anonymous = isOn(config, "anonymousAuthentication");
  if (anonymous === true) return { expected: ["answered"], because: "anonymous authentication is on" };
  const because = "no certificate is sent, and no method signs the request in";
  return anonymous === null
    ? {
        expected: ["not-signed-in", "answered"],
        because: "whether anonymous authentication is on is not known",
      }
    : { expected: ["not-signed-in"], because };
}

/** What came back, before anybody has judged it. */
export type ProbeReply =
  | { kind: "response"; status: number; body: string }
  | { kind: "reset" }
  | { kind: "unreachable" };

export interface ProbeReading {
  outcome: ProbeOutcome;
  status: number | null;
  /** Null where IIS does not show it: detailed errors are for local requests unless httpErrors says otherwise. */
  substatus: number | null;
  hresult: string | null;
}

/** IIS writes the status as `403.7` and the error as `0x80070032` on its detailed pages, in every language. Total. */
export function readProbe(reply: ProbeReply): ProbeReading {
  if (reply.kind !== "response") return { outcome: reply.kind, status: null, substatus: null, hresult: null };
  const { status, body } = reply;
  const shown = new RegExp(`(?<![\\d.])${status}\\.(\\d{1,2})(?![\\d.])`).exec(body)?.[1];
  const substatus = status >= 400 && shown !== undefined ? Number(shown) : null;
  const hresult = status >= 400 ? (/0x[0-9a-f]{8}/i.exec(body)?.[0].toLowerCase() ?? null) : null;
  return { outcome: outcomeOf(status, substatus, hresult), status, substatus, hresult };
}

function outcomeOf(status: number, substatus: number | null, hresult: string | null): ProbeOutcome {
  // Where the page shows no substatus, 403 to a request without a certificate is taken for 403.7.
  if (status === 403) return substatus === 7 || substatus === null ? "certificate-required" : "other";
  if (status === 401) return "not-signed-in";
  if (status === 500 && hresult === "0x80070032") return "not-supported";
  return status >= 500 ? "other" : "answered";
}

/** "answered with 403.7": the rest of a sentence about a site. */
export function sayReading({ outcome, status, substatus, hresult }: ProbeReading): string {
  if (status === null) return PROBE_WORDS[outcome];
  if (outcome === "certificate-required" && substatus === null)
    return "answered with 403, substatus not sent: taken as 403.7, not verified";
  const code = substatus === null ? `${status}` : `${status}.${substatus}`;
  return `answered with ${code}${hresult === null ? "" : ` (${hresult})`}`;
}
