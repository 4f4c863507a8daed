import type { Inventory, TlsRecord } from "@/lib/iis/inventory";

type Binding = Inventory["sites"][number]["bindings"][number];
export type SiteBinding = Binding & { key: string };

export const SNI = 1;
export const CENTRAL_STORE = 2;
const NO_HTTP2 = 4;
const NO_TLS13 = 32;

/** `bindingInformation` is `address:port:host`; an IPv6 address stands in brackets. */
export function readBindingInformation(text: string): { address: string; port: number; host: string } | null {
  const parts = /^(\[[^\]]*\]|[^:]*):(\d{1,5}):(.*)$/.exec(text);
  const port = Number(parts?.[2]);
  if (parts === null || port < 1 || port > 65_535) return null;
  return { address: parts[1] ?? "", port, host: parts[3] ?? "" };
}

/**
 * Key of the http.sys record that answers for a binding: what the agent found, else what follows from the binding
 * itself (win32 HTTP_SERVICE_CONFIG_SSL_PARAM; the central store has one record per port).
 */
export function bindingKeyOf({ bindingInformation, sslFlags = 0, tls }: Binding): string {
  if (tls) return tls.key;
  const parts = readBindingInformation(bindingInformation);
  if (parts === null) return bindingInformation;
  const { address, port, host } = parts;
  if ((sslFlags & CENTRAL_STORE) !== 0) return `*:${port}`;
  if ((sslFlags & SNI) !== 0 && host !== "") return `${host}:${port}`;
  return `${address === "" || address === "*" ? "0.0.0.0" : address}:${port}`;
}

/** Undefined: not known. IIS and http.sys number these flags differently; either of them switches it off. */
export function isTls13Off({ sslFlags, tls }: Pick<Binding, "sslFlags" | "tls">): boolean | undefined {
  return isOff(sslFlags, NO_TLS13, tls, (record) => record.tls13Disabled);
}

export function isHttp2Off({ sslFlags, tls }: Pick<Binding, "sslFlags" | "tls">): boolean | undefined {
  return isOff(sslFlags, NO_HTTP2, tls, (record) => record.http2Disabled);
}

function isOff(
  flags: number | undefined,
  bit: number,
  tls: TlsRecord | null | undefined,
  read: (record: TlsRecord) => boolean | undefined,
): boolean | undefined {
  const recorded = tls ? read(tls) : undefined;
  if (flags === undefined && recorded === undefined) return undefined;
  return recorded === true || ((flags ?? 0) & bit) !== 0;
}

/** Windows builds from which http.sys speaks TLS 1.3, and from which a late request for a certificate is answered with 500.0. */
export const SERVER_2022 = 20_348;
export const SERVER_2025 = 26_100;

/** Windows 10 version 1703; of the servers, 2019 is the first after it. HttpUpdateServiceConfiguration is not there before (Microsoft Learn). */
const RECORD_UPDATE = 15_063;

/** Is it known that this Windows cannot change an http.sys record in place? */
export function cannotUpdateRecords(windowsBuild: string | undefined): boolean {
  const build = buildNumber(windowsBuild);
  return build !== undefined && build < RECORD_UPDATE;
}

/** What is left there. */
export const BY_NETSH =
  "Delete the record and add it again with the flag (netsh http delete sslcert, add sslcert) in a maintenance window: in between its sites do not answer.";

/** `20348.2700` to 20348; undefined where it is not known. */
export function buildNumber(build: string | undefined): number | undefined {
  const number = Number.parseInt(build ?? "", 10);
  return Number.isNaN(number) ? undefined : number;
}
