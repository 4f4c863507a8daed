import type { MappingListName } from "@/lib/api/mapping-list";

/** A mapping as people name it: its list, its place from 1, its name. */
export function entryName(entry: { list: MappingListName; index: number; name: string }): string {
  const list = entry.list === "oneToOneMappings" ? "One-to-one" : "Many-to-one";
  const place = (entry.index + 1).toLocaleString("en");
  return `${list} ${place}${entry.name === "" ? "" : `, ${entry.name}`}`;
}
