import { accessFilterSchema } from "@/lib/api/access";
import {
  type PlaceResolution,
  type ResolutionsEverywhere,
  resolveEverywhereSchema,
} from "@/lib/api/access-resolutions";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import { resolveAccount } from "@/lib/iis/resolve";
import { fromBlob } from "@/lib/pki/blob";
import type { Certificate } from "@/lib/pki/certificate";
import { parseCertificate } from "@/lib/pki/der";
import { relevantConfigs } from "./relevant-configs";
import type { AccessSqlRow } from "./row";
import { scoped, sources } from "./sources";

type Source = AccessSqlRow & { sourceId: string };

/**
 * Who a certificate is on every server and site, now or as of a moment, and which mapping says so. It need not be stored.
 * Errors: `not-allowed`, `invalid-input`, those of `parseCertificate`.
 */
export async function resolveEverywhere(
  actor: Actor,
  input: unknown,
): Promise<Result<ResolutionsEverywhere>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(resolveEverywhereSchema, input);
  if (!parsed.ok) return parsed;
  const { certificate: blob, ...asked } = parsed.value;
  const der = fromBlob(blob);
  if (!der.ok) return der;
  const certificate = parseCertificate(der.value);
  if (!certificate.ok) return certificate;
  const { sha256, subject, notAfter } = certificate.value;
  const filter = scoped(actor, accessFilterSchema.parse(asked));
  const [stored, found] = await Promise.all([
    db().certificate.findUnique({ where: { sha256 }, select: { id: true } }),
    db().$queryRaw<Source[]>(
      Prisma.sql`${sources(filter)} ORDER BY "serverName" NULLS LAST, scope, "siteConfigName"`,
    ),
  ]);
  return ok({
    subject,
    notAfter: new Date(notAfter).toISOString(),
    certificateId: stored?.id ?? null,
    places: await resolveAll(certificate.value, blob, filter.view, found),
  });
}

async function resolveAll(
  certificate: Certificate,
  blob: string,
  view: ResolutionView,
  found: readonly Source[],
): Promise<PlaceResolution[]> {
  const places = new Map<string, PlaceResolution>();
  const ids = [...new Set(found.map(({ sourceId }) => sourceId))];
  // A handful at a time: the configurations of hundreds of sites need not be in memory together.
  for (let at = 0; at < ids.length; at += 25) {
    const configs = await relevantConfigs(view, ids.slice(at, at + 25), certificate.sha256, blob);
    for (const source of found) {
      const config = configs.get(source.sourceId);
      if (config === undefined) continue;
      const { decision, account, by, outcome, certainty } = resolveAccount(certificate, config);
      places.set(`${source.sourceId} ${source.targetId}`, {
        siteConfigId: source.siteConfigId,
        siteConfigName: source.siteConfigName,
        revision: source.revision,
        serverName: source.serverName,
        targetId: source.targetId,
        scope: source.scope,
        decision,
        account,
        by: by && { list: by.list, name: by.name },
        status: outcome.status,
        summary: outcome.summary,
        certainty: certainty.note,
      });
    }
  }
  return found.flatMap(({ sourceId, targetId }) => places.get(`${sourceId} ${targetId}`) ?? []);
}

type ResolutionView = Parameters<typeof relevantConfigs>[0];
