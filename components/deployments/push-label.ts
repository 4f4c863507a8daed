import { countPlaces } from "@/components/targets/scope-name";

/** The button says what it does: `Push revision 12 to 3 sites`. */
export function pushLabel(revision: number, scopes: readonly string[]): string {
  return `Push revision ${revision} to ${countPlaces(scopes)}`;
}
