import type { QueryClient } from "@tanstack/react-query";
import { mappingDifferences } from "@/components/site-configs/mapping-differences";
import { ApiError } from "@/lib/queries/api-error";
import { type MappingRow, type MappingRows, unpackMappings } from "@/lib/queries/mapping-rows";
import { mappingQueries } from "@/lib/queries/mappings";
import { siteConfigQueries } from "@/lib/queries/site-configs";

/** The mappings that a person wants to change, as that person saw them. */
export interface Seen {
  version: number;
  rows: readonly MappingRow[];
}

/** What somebody else did to them meanwhile. */
export interface MappingConflict {
  /** Who changed the draft last. */
  by: string | null;
  differences: string[];
  /** The draft's mappings as they are now. */
  now: MappingRows;
}

export type Attempt<T> = { done: T } | { conflict: MappingConflict };

/**
 * Sends a change of mappings with the version that the person saw. Somebody else's change of other mappings is no conflict:
 * then it is sent again with the version of now. Throws what the API refuses for another reason.
 */
export async function attemptChange<T>(
  client: QueryClient,
  siteConfigId: string,
  seen: Seen,
  send: (version: number) => Promise<T>,
): Promise<Attempt<T>> {
  let version = seen.version;
  for (let attempt = 1; ; attempt++) {
    try {
      return { done: await send(version) };
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "conflict" || attempt === 5) throw error;
      const fresh = { staleTime: 0 };
      const now = unpackMappings(
        await client.fetchQuery({ ...mappingQueries.table(siteConfigId), ...fresh }),
      );
      const byId = new Map(now.rows.map((row) => [row.id, row]));
      const differences = seen.rows.flatMap((row) => mappingDifferences(row, byId.get(row.id)));
      if (differences.length > 0) {
        const detail = await client.fetchQuery({ ...siteConfigQueries.detail(siteConfigId), ...fresh });
        return { conflict: { by: detail.undo?.by ?? null, differences, now } };
      }
      version = now.version;
    }
  }
}
