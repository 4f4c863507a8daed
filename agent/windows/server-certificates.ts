import type { FactsAnswer, ReadAnswer } from "@/agent/windows/contract";
import { tlsRecordOf } from "@/agent/windows/records";
import { recordForBinding } from "@/lib/iis/blast-radius";
import type { TlsRecord } from "@/lib/iis/inventory";
import { serverCertificateContent } from "@/lib/iis/server-certificate-content";

export interface StoredCertificate {
  /** Of LocalMachine. */
  store: string;
  /** SHA-1, lower-case hex. */
  thumbprint: string;
}

/** The server certificates of all https bindings, each once. Those of the central store are files, and not asked for. */
export function serverCertificatesOf({ sites, records }: ReadAnswer): StoredCertificate[] {
  const tlsRecords = records.map(tlsRecordOf);
  const asked = new Map<string, StoredCertificate>();
  for (const binding of sites.flatMap(({ bindings }) => bindings)) {
    if (binding.protocol !== "https") continue;
    const record = recordForBinding(binding, tlsRecords);
    const place = record && placeOf(record);
    if (place) asked.set(textOf(place), place);
  }
  return [...asked.values()];
}

/** The record with what the script saw of its certificate; without facts, that nothing of it is known. */
export function withServerCertificate(record: TlsRecord, facts: FactsAnswer | undefined): TlsRecord {
  const place = placeOf(record);
  if (place === null) return record;
  const seen = facts?.serverCertificates.find((each) => textOf(each) === textOf(place));
  const { found = null, hasPrivateKey = null, certificate = null } = seen ?? {};
  const content = certificate === null ? null : serverCertificateContent(Buffer.from(certificate, "base64"));
  return { ...record, serverCertificate: { found, hasPrivateKey, content } };
}

function placeOf({ certificate, store }: TlsRecord): StoredCertificate | null {
  if (certificate === "") return null;
  return { store: store || "MY", thumbprint: certificate };
}

function textOf({ store, thumbprint }: StoredCertificate): string {
  return `${thumbprint} ${store.toLowerCase()}`;
}
