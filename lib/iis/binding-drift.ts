import canonicalize from "canonicalize";
import { type BindingWish, bindingWishesSchema, isMet } from "@/lib/iis/binding-wish";
import type { Inventory, TlsRecord } from "@/lib/iis/inventory";

/** What is kept of a target between two reports: wishes that were seen to be true, and those of them that are true no more. */
interface BindingStanding {
  met: readonly BindingWish[];
  lost: readonly BindingWish[];
}

/**
 * How the wishes of a target stand by a report: a wish that was never true is not drift yet, a push has to bring it first. Null where
 * the report says nothing of http.sys: then what was known stays.
 */
export function bindingStanding(
  wishes: readonly BindingWish[],
  metBefore: readonly BindingWish[],
  { sites, unreadable }: Inventory,
): BindingStanding | null {
  const bindings = sites.flatMap((site) => site.bindings);
  if (unreadable || !bindings.some(({ tls }) => tls !== undefined)) return null;
  const records = recordsOf(sites);
  const known = new Set(metBefore.map(textOf));
  return {
    met: wishes.filter((wish) => known.has(textOf(wish)) || isMet(wish, records)),
    lost: wishes.filter((wish) => known.has(textOf(wish)) && !isMet(wish, records)),
  };
}

function recordsOf(sites: Inventory["sites"]): TlsRecord[] {
  return sites.flatMap(({ bindings }) => bindings.flatMap(({ tls }) => (tls ? [tls] : [])));
}

/** As it is stored; null: nothing drifted. */
export function bindingDriftText(lost: readonly BindingWish[]): string | null {
  return lost.length === 0 ? null : (canonicalize(lost) ?? null);
}

/** The wishes of `bindingDriftText`. */
export function readBindingDrift(text: string | null): BindingWish[] {
  return text === null ? [] : bindingWishesSchema.parse(JSON.parse(text));
}

/** "http.sys 0.0.0.0:443 had Negotiate client certificate on, and has it no more." */
export function sayBindingDrift({
  key,
  dsMapper,
  negotiateClientCertificate,
  ctlStore,
}: BindingWish): string {
  const on = (flag: boolean) => (flag ? "on" : "off");
  const had = [
    ...(dsMapper === undefined ? [] : [`DS mapper ${on(dsMapper)}`]),
    ...(negotiateClientCertificate === undefined
      ? []
      : [`Negotiate client certificate ${on(negotiateClientCertificate)}`]),
    ...(ctlStore === undefined ? [] : [ctlStore === "" ? "no CTL store" : `CTL store ${ctlStore}`]),
  ];
  return `The record ${key} of http.sys had ${had.join(", ")} as wished, and has not any more. Renewing the server certificate often resets it.`;
}

function textOf(wish: BindingWish): string {
  return canonicalize({ ...wish, key: wish.key.toLowerCase() }) ?? "";
}
