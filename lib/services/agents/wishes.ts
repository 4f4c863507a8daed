import type { Bundle } from "@/lib/agent-api/bundle";
import { PROBED_BINDINGS } from "@/lib/agent-api/tasks";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { bindingWishesSchema } from "@/lib/iis/binding-wish";
import { sceneOf } from "@/lib/iis/doctor/scene";
import { inventorySchema } from "@/lib/iis/inventory";
import { predictProbe } from "@/lib/iis/probe";
import type { SiteConfig } from "@/lib/iis/site-config";
import type { JobRow } from "./job-row";

interface Wishing {
  deployment: Pick<JobRow["deployment"], "kind">;
  target: Pick<JobRow["target"], "serverId" | "scope" | "bindingFlags" | "probe">;
}

/**
 * What a person wished of the target beside its site config: flags of its http.sys records, and a probe with what it must come to.
 * Cutting somebody off brings neither: nothing may hold that up or take it back. Errors: `probe-impossible`, `stored-data-altered`.
 */
export async function wishesOf(
  tx: Prisma.TransactionClient,
  { deployment, target }: Wishing,
  siteConfig: SiteConfig,
): Promise<Result<Pick<Bundle, "bindings" | "probe">>> {
  if (deployment.kind === "cutOff") return ok({});
  const flags = bindingWishesSchema.safeParse(target.bindingFlags ?? []);
  if (!flags.success)
    return fail("stored-data-altered", "The target's binding flags cannot be read. Set them again.");
  const bindings = flags.data.length === 0 ? {} : { bindings: flags.data };
  if (target.probe === "off") return ok(bindings);
  const server = await tx.server.findUniqueOrThrow({
    where: { id: target.serverId },
    select: { inventory: true },
  });
  const { config, host, https } = sceneOf({
    scope: target.scope,
    now: 0,
    inventory: inventorySchema.safeParse(server.inventory).data ?? null,
    inventoryAt: null,
    siteId: null,
    directoryCertificates: [],
  });
  const [first, ...also] = https.slice(0, PROBED_BINDINGS).map((binding) => {
    const wish = flags.data.find(({ key }) => key.toLowerCase() === binding.key.toLowerCase());
    const negotiate = wish?.negotiateClientCertificate;
    const tls =
      binding.tls && negotiate !== undefined
        ? { ...binding.tls, negotiateClientCertificate: negotiate }
        : binding.tls;
    const { expected } = predictProbe({ ...config, ...siteConfig }, { ...binding, tls }, host);
    return { binding: binding.bindingInformation, expect: expected };
  });
  if (first === undefined)
    return fail(
      "probe-impossible",
      "The push was to be probed, but the site has no https binding in the agent's last report. Switch the probe off on its doctor page, or add a binding.",
    );
  const unasked = https.length - PROBED_BINDINGS;
  return ok({
    ...bindings,
    probe: { ...first, ...(also.length > 0 && { also }), ...(unasked > 0 && { unasked }) },
  });
}
