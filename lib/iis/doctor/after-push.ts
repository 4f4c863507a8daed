import type { BindingWish } from "@/lib/iis/binding-wish";
import type { CheckResult } from "@/lib/iis/doctor/doctor";
import { examine } from "@/lib/iis/doctor/doctor";
import { type SceneFacts, sceneOf } from "@/lib/iis/doctor/scene";
import type { Inventory } from "@/lib/iis/inventory";
import type { SiteConfig } from "@/lib/iis/site-config";

/** What the agent would report once a push of `desired` and the wishes for http.sys had come true; the rest as it was last seen. */
function inventoryAfterPush(
  inventory: Inventory,
  scope: string,
  desired: SiteConfig,
  wishes: readonly BindingWish[],
): Inventory {
  const wishOf = new Map(wishes.map((wish) => [wish.key.toLowerCase(), wish]));
  return {
    ...inventory,
    observed: inventory.observed.map((each) =>
      each.scope.toLowerCase() === scope.toLowerCase()
        ? { ...each, config: { ...each.config, ...desired } }
        : each,
    ),
    sites: inventory.sites.map((site) => ({
      ...site,
      bindings: site.bindings.map((binding) => {
        const wish = binding.tls && wishOf.get(binding.tls.key.toLowerCase());
        if (!binding.tls || !wish) return binding;
        const { dsMapper, negotiateClientCertificate, ctlStore } = { ...binding.tls, ...wish };
        return { ...binding, tls: { ...binding.tls, dsMapper, negotiateClientCertificate, ctlStore } };
      }),
    })),
  };
}

/** A site's own binding and name mean nothing at the level of the server, whose sites have theirs. */
const OF_A_SERVER: readonly CheckResult["group"][] = ["server", "trust", "accounts"];

/**
 * What the doctor would still find wrong, or odd, after a push: problems first. What it does not know is not in it, and neither is a
 * scope that was never reported.
 */
export function findingsAfterPush(
  { scope, now, inventory, inventoryAt, siteId }: Omit<SceneFacts, "directoryCertificates">,
  desired: SiteConfig,
  wishes: readonly BindingWish[],
): CheckResult[] {
  if (inventory === null) return [];
  const scene = sceneOf({
    scope,
    now,
    inventory: inventoryAfterPush(inventory, scope, desired, wishes),
    inventoryAt,
    siteId,
    directoryCertificates: [],
  });
  if (scene.config === null) return [];
  const found = examine(scene).filter(({ group }) => scope !== "" || OF_A_SERVER.includes(group));
  return ["problem", "warning"].flatMap((verdict) => found.filter((each) => each.verdict === verdict));
}
