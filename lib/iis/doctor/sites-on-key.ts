import { bindingKeyOf } from "@/lib/iis/doctor/binding";
import type { Inventory } from "@/lib/iis/inventory";

/** Names of the other sites that answer through the same http.sys record: its flags hold for them too. */
export function sitesOnKey(sites: Inventory["sites"], key: string, except: string): string[] {
  return sites
    .filter(({ name }) => name.toLowerCase() !== except.toLowerCase())
    .filter(({ bindings }) =>
      bindings.some(
        (binding) =>
          binding.protocol.toLowerCase() === "https" &&
          bindingKeyOf(binding).toLowerCase() === key.toLowerCase(),
      ),
    )
    .map(({ name }) => name);
}
