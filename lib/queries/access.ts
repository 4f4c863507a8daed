import { infiniteQueryOptions, keepPreviousData, mutationOptions, queryOptions } from "@tanstack/react-query";
import { type AccessFilter, type AccessRow, accessPageSchema } from "@/lib/api/access";
import { accessCardsSchema, accessMatrixSchema } from "@/lib/api/access-overview";
import { accessEvidenceSchema, resolutionsEverywhereSchema } from "@/lib/api/access-resolutions";
import { type Initial, pages } from "@/lib/queries/pages";
import { request } from "@/lib/queries/request";
import { searchParams } from "@/lib/queries/search-params";

const PATH = "/api/v1/access";

export const accessQueries = {
  list: (filter: AccessFilter, initial?: Initial<AccessFilter, AccessRow>) =>
    pages("access", PATH, accessPageSchema, filter, initial),
  cards: (filter: AccessFilter) =>
    queryOptions({
      queryKey: ["access", "cards", filter],
      queryFn: ({ signal }) => request(accessCardsSchema, `${PATH}/cards${searchParams(filter)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  matrix: (filter: AccessFilter) =>
    infiniteQueryOptions({
      queryKey: ["access", "matrix", filter],
      queryFn: ({ signal, pageParam }) =>
        request(accessMatrixSchema, `${PATH}/matrix${searchParams({ ...filter, after: pageParam })}`, {
          signal,
        }),
      initialPageParam: null as string | null,
      getNextPageParam: (last) => last.nextAccount,
      placeholderData: keepPreviousData,
    }),
  /** Of the row with this key. */
  evidence: (key: string) =>
    queryOptions({
      queryKey: ["access", "evidence", key],
      queryFn: ({ signal }) =>
        request(accessEvidenceSchema, `${PATH}/${encodeURIComponent(key)}/evidence`, { signal }),
    }),
};

export const accessMutations = {
  /** A question: it changes nothing. */
  resolve: () =>
    mutationOptions({
      mutationFn: (body: { certificate: string; view: AccessFilter["view"]; at: string }) =>
        request(resolutionsEverywhereSchema, `${PATH}/resolutions`, { method: "POST", body }),
    }),
};

/** Where the browser downloads the same rows. */
export function accessExportHref(filter: AccessFilter, format: "csv" | "json"): string {
  return `${PATH}/export${searchParams({ ...filter, format })}`;
}

/** The same rows on paper. */
export function accessPrintHref(filter: AccessFilter): string {
  return `/print/access${searchParams(filter)}`;
}
