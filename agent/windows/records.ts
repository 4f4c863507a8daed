import type { HttpRecord, RecordChange } from "@/agent/windows/contract";
import { fail, ok, type Result } from "@/lib/errors";
import type { BindingWish } from "@/lib/iis/binding-wish";
import type { TlsRecord } from "@/lib/iis/inventory";

/** DefaultFlags of HTTP_SERVICE_CONFIG_SSL_PARAM (http.h). Not the bits of a binding's own sslFlags. */
const BIT = {
  dsMapper: 0x1,
  negotiateClientCertificate: 0x2,
  http2Disabled: 0x10,
  tls13Disabled: 0x40,
  legacyTlsDisabled: 0x400,
} as const;

/** What a report says of a record. A certificate that is no SHA-1 thumbprint is left out. */
export function tlsRecordOf(record: HttpRecord): TlsRecord {
  const { key, kind, certificate, store, ctlStore, ctlIdentifier, flags } = record;
  const has = (bit: number): boolean => (flags & bit) !== 0;
  return {
    key: key.slice(0, 300) || "?",
    kind,
    certificate: /^[0-9a-f]{40}$/.test(certificate) ? certificate : "",
    store: store.slice(0, 256),
    negotiateClientCertificate: has(BIT.negotiateClientCertificate),
    dsMapper: has(BIT.dsMapper),
    ctlStore: ctlStore.slice(0, 256),
    ctlIdentifier: ctlIdentifier.slice(0, 256),
    http2Disabled: has(BIT.http2Disabled),
    tls13Disabled: has(BIT.tls13Disabled),
    legacyTlsDisabled: has(BIT.legacyTlsDisabled),
    checkMode: record.checkMode,
  };
}

/**
 * The records that have to be written for the wishes to be true; every other bit and field stays. Error `binding-unknown` when http.sys has no
 * such record: this agent makes none, since that takes a server certificate.
 */
export function recordChanges(
  records: readonly HttpRecord[],
  wishes: readonly BindingWish[],
): Result<RecordChange[]> {
  const changes: RecordChange[] = [];
  for (const { key, dsMapper, negotiateClientCertificate, ctlStore } of wishes) {
    const record = records.find((each) => each.key.toLowerCase() === key.toLowerCase());
    if (record === undefined)
      return fail(
        "binding-unknown",
        `http.sys has no certificate on ${key}. Nothing was changed: bind one on the server, or take the binding out of the push.`,
      );
    let flags = record.flags;
    if (dsMapper !== undefined) flags = withBit(flags, BIT.dsMapper, dsMapper);
    if (negotiateClientCertificate !== undefined)
      flags = withBit(flags, BIT.negotiateClientCertificate, negotiateClientCertificate);
    const before = { flags: record.flags, ctlStore: record.ctlStore };
    const after = { flags, ctlStore: ctlStore ?? record.ctlStore };
    if (before.flags !== after.flags || before.ctlStore !== after.ctlStore)
      changes.push({ kind: record.kind, key: record.key, before, after });
  }
  return ok(changes);
}

/** The records as they are once the changes are made. */
export function recordsAfter(records: readonly HttpRecord[], changes: readonly RecordChange[]): HttpRecord[] {
  return records.map((record) => {
    const change = changes.find(({ kind, key }) => kind === record.kind && key === record.key);
    return change ? { ...record, ...change.after } : record;
  });
}

/** 32 bits without a sign, which JavaScript's own operators do not keep. */
function withBit(flags: number, bit: number, on: boolean): number {
  return (on ? flags | bit : flags & ~bit) >>> 0;
}
