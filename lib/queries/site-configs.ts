import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { type ComparisonQuery, comparisonSchema, restorationSchema } from "@/lib/api/comparisons";
import { type Findings, findingsSchema } from "@/lib/api/findings";
import { resolutionSchema } from "@/lib/api/resolutions";
import {
  type CreateSiteConfig,
  type Publish,
  revisionDetailSchema,
  revisionItemSchema,
  type SiteConfigDetail,
  type SiteConfigItem,
  type SiteConfigQuery,
  siteConfigDetailSchema,
  siteConfigItemSchema,
  siteConfigPageSchema,
  type UpdateSiteConfig,
  walkedSchema,
} from "@/lib/api/site-configs";
import { targetListSchema } from "@/lib/api/targets";
import type { RendererName } from "@/lib/iis/render/renderings";
import { type FilterOf, type Initial, pages } from "@/lib/queries/pages";
import { request, send } from "@/lib/queries/request";
import { searchParams } from "@/lib/queries/search-params";

const PATH = "/api/v1/site-configs";
export type SiteConfigFilter = FilterOf<SiteConfigQuery>;

export const siteConfigQueries = {
  list: (filter: SiteConfigFilter, initial?: Initial<SiteConfigFilter, SiteConfigItem>) =>
    pages("site-configs", PATH, siteConfigPageSchema, filter, initial),
  detail: (id: string, initialData?: SiteConfigDetail) =>
    queryOptions({
      queryKey: ["site-configs", id],
      queryFn: ({ signal }) => request(siteConfigDetailSchema, `${PATH}/${id}`, { signal }),
      initialData,
    }),
  revision: (id: string, number: number) =>
    queryOptions({
      queryKey: ["site-configs", id, "revisions", number],
      queryFn: ({ signal }) => request(revisionDetailSchema, `${PATH}/${id}/revisions/${number}`, { signal }),
      // A revision never changes.
      staleTime: Number.POSITIVE_INFINITY,
    }),
  /** The exact text for one scope, of a revision or of the draft at a version: an older draft never passes for the one at hand. */
  preview: (id: string, scope: string, { revision, version }: PreviewOf, as: RendererName = "xml") =>
    queryOptions({
      queryKey: ["site-configs", id, "preview", as, scope, revision ?? `draft ${version}`],
      queryFn: async ({ signal }) => {
        const href = previewHref(id, { as, scope, revision });
        const response = await send(href, { signal, headers: { accept: "text/*" } });
        return response.text();
      },
    }),
  /** What changes from one side to the other; `version` is the draft's, where one side is the draft. */
  comparison: (id: string, sides: ComparisonQuery, version: number) =>
    queryOptions({
      queryKey: ["site-configs", id, "comparison", sides, version],
      queryFn: ({ signal }) =>
        request(comparisonSchema, `${PATH}/${id}/comparison${searchParams(sides)}`, { signal }),
    }),
  /** What a revision names and the store does not hold any more. */
  restoration: (id: string, number: number) =>
    queryOptions({
      queryKey: ["site-configs", id, "restoration", number],
      queryFn: ({ signal }) =>
        request(restorationSchema, `${PATH}/${id}/revisions/${number}/restoration`, { signal }),
      staleTime: 0,
    }),
  targets: (id: string) =>
    queryOptions({
      queryKey: ["site-configs", id, "targets"],
      queryFn: ({ signal }) => request(targetListSchema, `${PATH}/${id}/targets`, { signal }),
    }),
  /** Of the draft at this version. */
  findings: (id: string, version: number) =>
    queryOptions({
      queryKey: ["site-configs", id, "findings", version],
      queryFn: ({ signal }): Promise<Findings> =>
        request(findingsSchema, `${PATH}/${id}/findings`, { signal }),
    }),
  /** Who a certificate is under a revision, or under the draft at this version. */
  resolution: (
    id: string,
    certificate: { certificateId: string } | { certificate: string },
    { revision, version }: PreviewOf,
  ) =>
    queryOptions({
      queryKey: ["site-configs", id, "resolution", certificate, revision ?? `draft ${version}`],
      queryFn: ({ signal }) =>
        request(resolutionSchema, `${PATH}/${id}/resolutions`, {
          method: "POST",
          body: { ...certificate, revision },
          signal,
        }),
    }),
};

/** A revision, or the draft at the version that the person sees. */
export type PreviewOf = { revision: number; version?: undefined } | { revision?: undefined; version: number };

export function previewHref(
  id: string,
  query: { as: RendererName; scope: string; revision?: number; download?: boolean },
): string {
  return `${PATH}/${id}/preview${searchParams(query)}`;
}

/** Where the browser downloads one site config, or all of them, as JSON. */
export function siteConfigExportHref(id?: string): string {
  return id === undefined ? `${PATH}/export` : `${PATH}/${id}/export`;
}

export const siteConfigMutations = {
  create: () =>
    mutationOptions({
      mutationFn: (body: CreateSiteConfig) => request(siteConfigItemSchema, PATH, { method: "POST", body }),
    }),
  /** `version` is the one that the person saw; the answer is `conflict` when it is not the last any more. */
  update: (id: string) =>
    mutationOptions({
      mutationFn: ({ version, change }: { version: number; change: UpdateSiteConfig }) =>
        request(siteConfigItemSchema, `${PATH}/${id}`, { method: "PATCH", version, body: change }),
    }),
  publish: (id: string) =>
    mutationOptions({
      mutationFn: ({ version, ...body }: Publish & { version: number }) =>
        request(revisionItemSchema, `${PATH}/${id}/revisions`, {
          method: "POST",
          version,
          body,
        }),
    }),
  /** Makes the draft what a revision was; `version` is the draft's that the person saw. */
  restore: (id: string) =>
    mutationOptions({
      mutationFn: async ({ number, version }: { number: number; version: number }) => {
        await send(`${PATH}/${id}/revisions/${number}/restoration`, { method: "POST", version, body: {} });
      },
    }),
  /** One step of the draft back or forth; `version` is the one that the person saw. */
  walk: (id: string, direction: "undo" | "redo") =>
    mutationOptions({
      mutationFn: (version: number) =>
        request(walkedSchema, `${PATH}/${id}/${direction}`, { method: "POST", version }),
    }),
  /** Only a draft that was never published can be deleted. */
  remove: (id: string) =>
    mutationOptions({
      mutationFn: async (version: number) => {
        await send(`${PATH}/${id}`, { method: "DELETE", version });
      },
    }),
};
