import { type CodedError, fail, ok, type Result } from "@/lib/errors";
import { readBindingInformation } from "@/lib/iis/doctor/binding";
import type { Inventory } from "@/lib/iis/inventory";

/** Where a probe connects to, and as whom it greets the server. */
export interface ProbePlace {
  host: string;
  port: number;
  /** For SNI; none where the binding is for an address. */
  serverName: string | undefined;
  hostHeader: string;
  path: string;
}

/**
 * The place behind one of a site's own https bindings: the console names the binding and never an address. `probeUrl` is set by a
 * person on this host, for a back end that has no web server of its own. Error `probe-impossible`.
 */
export function placeOf(
  inventory: Pick<Inventory, "sites" | "unreadable">,
  scope: string,
  binding: string,
  probeUrl: string | undefined,
): Result<ProbePlace> {
  const [siteName = "", ...below] = scope.split("/");
  const site = inventory.sites.find(({ name }) => name.toLowerCase() === siteName.toLowerCase());
  const own = site?.bindings.some(
    (each) => each.protocol.toLowerCase() === "https" && each.bindingInformation === binding,
  );
  const parts = own ? readBindingInformation(binding) : null;
  if (parts === null) return impossible(`"${siteName}" has no https binding ${binding} any more.`);
  const url = probeUrl === undefined ? undefined : new URL(probeUrl);
  const any = parts.address === "" || parts.address === "*" || parts.address === "0.0.0.0";
  const host = url?.hostname ?? (any ? "127.0.0.1" : parts.address === "[::]" ? "::1" : parts.address);
  const port = url ? Number(url.port || "443") : parts.port;
  const name = parts.host.startsWith("*.") ? parts.host.replace("*", "probe") : parts.host;
  return ok({
    host: host.replace(/^\[|\]$/g, ""),
    port,
    serverName: name === "" ? undefined : name,
    hostHeader: name === "" ? `${host}:${port}` : name,
    path: `/${below.map(encodeURIComponent).join("/")}`,
  });
}

export function impossible(why: string): { ok: false; error: CodedError } {
  return fail("probe-impossible", `The site cannot be probed from here: ${why} Nothing was changed.`);
}
