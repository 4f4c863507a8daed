import { infiniteQueryOptions } from "@tanstack/react-query";
import { type VerdictItem, verdictPageSchema } from "@/lib/api/verdicts";
import { request } from "@/lib/queries/request";
import { searchParams } from "@/lib/queries/search-params";
import type { PreviewOf } from "@/lib/queries/site-configs";

/** Every stored certificate under a revision, or under the draft at this version, a page after another. */
export function verdictQuery(siteConfigId: string, { revision, version }: PreviewOf) {
  return infiniteQueryOptions({
    queryKey: ["site-configs", siteConfigId, "verdicts", revision ?? `draft ${version}`],
    queryFn: ({ pageParam, signal }) =>
      request(
        verdictPageSchema,
        `/api/v1/site-configs/${siteConfigId}/verdicts${searchParams({ revision, cursor: pageParam })}`,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last: { items: VerdictItem[]; nextCursor: string | null }) => last.nextCursor,
    // Hundreds of pages are not asked again by themselves.
    staleTime: Number.POSITIVE_INFINITY,
  });
}
