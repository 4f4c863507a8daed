import type { UrlStateOptions } from "@/components/ui/use-url-state";
import { type AccessFilter, accessFilterSchema } from "@/lib/api/access";

/** The filter as the address holds it: every member a text, "" for none. */
export type AccessFilterText = Record<keyof AccessFilter, string>;
export type SetAccessFilter = (patch: Partial<AccessFilterText>, options?: UrlStateOptions) => void;

export const NO_FILTER: AccessFilterText = accessFilterSchema.parse({});

/** What a filter is narrowed by, apart from which state and which moment. */
export function isNarrowed({ view: _view, at: _at, ...filter }: AccessFilter): boolean {
  return Object.values(filter).some((value) => value !== "");
}
