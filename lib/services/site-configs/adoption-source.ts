import type { AdoptSource } from "@/lib/api/adoptions";
import type { ExportedTest } from "@/lib/api/site-config-export";
import type { Actor } from "@/lib/auth/actor";
import { visibleServers } from "@/lib/auth/server-scope";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { findInReport } from "@/lib/iis/found-scopes";
import { inventorySchema, type Observed } from "@/lib/iis/inventory";
import type { SiteConfig } from "@/lib/iis/site-config";

/** One site config that somebody wants to have, as it was found. */
export interface Wanted {
  name: string;
  scopes: string[];
  config: SiteConfig;
  /** Of an export. */
  savedTests?: ExportedTest[];
}

/** Where the wanted ones were found. */
export interface Found {
  /** In words, for the audit and for a revision's message: `WEB01`, `applicationHost.config`. */
  name: string;
  server: ReportingServer | null;
  wanted: Wanted[];
}
export interface ReportingServer {
  id: string;
  name: string;
  reportedAt: Date;
  observed: Observed[];
}

/**
 * The wanted site configs with their configuration: as sent, or out of the server's last report.
 * Errors: `not-found` (no such server, nothing reported, no such scope), `scopes-differ`.
 */
export async function readSource(
  tx: Prisma.TransactionClient,
  actor: Actor,
  source: AdoptSource,
): Promise<Result<Found>> {
  if (source.kind === "file") return ok({ name: source.name, server: null, wanted: source.siteConfigs });
  const row = await tx.server.findUnique({ where: { id: source.serverId, AND: visibleServers(actor) } });
  const inventory = inventorySchema.safeParse(row?.inventory).data;
  if (row?.state !== "approved" || inventory === undefined || row.inventoryAt === null)
    return fail("not-found", "There is no approved server with a report. Wait for its first one.");
  const scopes = new Map(findInReport(inventory).map((each) => [each.scope.toLowerCase(), each]));
  const wanted: Wanted[] = [];
  for (const { name, scopes: asked } of source.siteConfigs) {
    const found = asked.flatMap((scope) => scopes.get(scope.toLowerCase()) ?? []);
    const [first] = found;
    if (first === undefined || found.length < asked.length)
      return fail("not-found", `${row.name} reports nothing of its own for one of ${asked.join(", ")}.`);
    if (found.some(({ digest }) => digest !== first.digest))
      return fail(
        "scopes-differ",
        `${asked.join(", ")} are not alike, so one site config cannot be all of them.`,
      );
    wanted.push({ name, scopes: found.map(({ scope }) => scope), config: first.config });
  }
  const { id, name, inventoryAt } = row;
  return ok({ name, server: { id, name, reportedAt: inventoryAt, observed: inventory.observed }, wanted });
}
