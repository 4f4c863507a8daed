import type { BindingWish } from "@/lib/iis/binding-wish";
import { CENTRAL_STORE, readBindingInformation, SNI } from "@/lib/iis/doctor/binding";
import type { Inventory, TlsRecord } from "@/lib/iis/inventory";

type Site = Inventory["sites"][number];
type Binding = Site["bindings"][number];

/** Another site whose TLS handshakes go by the same http.sys record. */
export interface AffectedSite {
  name: string;
  /** Its bindings on that record, as IIS writes them: `*:443:www.contoso.com`. */
  bindings: string[];
}

/**
 * The http.sys record that answers for an HTTPS binding, by how http.sys looks one up: SNI by host name and port, the central store by port,
 * everything else by address and port, the exact address before the wildcard. Undefined: none, and the handshake fails.
 */
export function recordForBinding(binding: Binding, records: readonly TlsRecord[]): TlsRecord | undefined {
  for (const key of recordKeys(binding)) {
    const record = records.find((each) => each.key.toLowerCase() === key);
    if (record) return record;
  }
  return undefined;
}

/** Keys to look for, best first, in lower case. */
function recordKeys({ bindingInformation, sslFlags = 0 }: Binding): string[] {
  const parts = readBindingInformation(bindingInformation.toLowerCase());
  if (parts === null) return [];
  const { address, port, host } = parts;
  if ((sslFlags & CENTRAL_STORE) !== 0) return [`*:${port}`];
  if ((sslFlags & SNI) !== 0 && host !== "") return [`${host}:${port}`];
  const any = [`0.0.0.0:${port}`, `[::]:${port}`];
  return address === "*" || address === "" ? any : [`${address}:${port}`, ...any];
}

/**
 * The other sites that a change of an http.sys record hits: those with an HTTPS binding that http.sys answers by it. `scope` is the site that is
 * being changed; "" is the server, to which every site is another. Where an agent did not report records, by the keys alone.
 */
export function blastRadius(sites: readonly Site[], scope: string, key: string): AffectedSite[] {
  const wanted = key.toLowerCase();
  return sites.flatMap(({ name, bindings }) => {
    if (name.toLowerCase() === scope.toLowerCase()) return [];
    const hit = bindings.filter((binding) => binding.protocol === "https" && answersBy(binding, wanted));
    return hit.length === 0
      ? []
      : [{ name, bindings: hit.map(({ bindingInformation }) => bindingInformation) }];
  });
}

function answersBy(binding: Binding, key: string): boolean {
  if (binding.tls) return binding.tls.key.toLowerCase() === key;
  return binding.tls === undefined && recordKeys(binding).includes(key);
}

const FIELDS = ["dsMapper", "negotiateClientCertificate", "ctlStore"] as const;

/** What a push would write into one http.sys record, and whom it hits beside its own site. */
export interface BindingChange {
  key: string;
  /** `before` is null where the agent did not report the record. */
  fields: { field: (typeof FIELDS)[number]; before: boolean | string | null; after: boolean | string }[];
  others: AffectedSite[];
}

/** The wishes of a target that are not true yet, as far as the last report tells. */
export function bindingChanges(
  wishes: readonly BindingWish[],
  sites: readonly Site[],
  scope: string,
): BindingChange[] {
  const records = sites.flatMap(({ bindings }) => bindings.flatMap(({ tls }) => (tls ? [tls] : [])));
  return wishes.flatMap((wish) => {
    const record = records.find(({ key }) => key.toLowerCase() === wish.key.toLowerCase());
    const fields = FIELDS.flatMap((field) => {
      const after = wish[field];
      const before = record?.[field] ?? null;
      return after === undefined || after === before ? [] : [{ field, before, after }];
    });
    return fields.length === 0
      ? []
      : [{ key: wish.key, fields, others: blastRadius(sites, scope, wish.key) }];
  });
}
