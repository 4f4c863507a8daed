import { type AccessQuery, type AccessRow, accessPageSchema } from "@/lib/api/access";
import { type FilterOf, type Initial, pages } from "@/lib/queries/pages";
import { searchParams } from "@/lib/queries/search-params";

const PATH = "/api/v1/access";
export type AccessFilter = FilterOf<AccessQuery>;

export const accessQueries = {
  list: (filter: AccessFilter, initial?: Initial<AccessFilter, AccessRow>) =>
    pages("access", PATH, accessPageSchema, filter, initial),
};

/** Where the browser downloads the same rows as CSV. */
export function accessExportHref(filter: AccessFilter): string {
  return `${PATH}/export${searchParams({ ...filter })}`;
}
