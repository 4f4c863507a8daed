import type { XmlElement } from "@rgrove/parse-xml";
import { type ConfigFile, scopeKey, scopePath } from "@/lib/iis/config-file";
import { sitesOf } from "@/lib/iis/facts";
import { newElement } from "@/lib/iis/markup";
import { appendChildren, type Child, type Edit, type Page } from "@/lib/iis/rewrite";
import { childrenNamed } from "@/lib/iis/xml";

/** A section that the scope does not state yet. */
export interface NewSection {
  path: readonly string[];
  create: Child;
}

/**
 * Edits that put new sections where they belong: the top level for the server, else a `<location>` of the scope, made at
 * the end of the file where there is none. A location with its own `overrideMode` is not used: a section put there would
 * be unlocked (or locked) for the web.config files below, which nobody asked for.
 */
export function placeSections(
  page: Page,
  file: ConfigFile,
  scope: string,
  sections: readonly NewSection[],
): Edit[] {
  if (sections.length === 0) return [];
  const key = scopeKey(scope);
  const place = file.byKey.get(key)?.find(({ override }) => (override ?? "Inherit") === "Inherit");
  const wanted = sections.map(({ path, create }) => ({ path, create }));
  if (place) return insert(page, place.element, wanted);
  const site = sitesOf(file.root).find(({ name }) => scopeKey(name) === key);
  const path = site?.name ?? scopePath(scope);
  const location: Child = (indent) =>
    newElement("location", [{ name: "path", value: path }], grouped(page, wanted), page.layout, indent);
  return [appendChildren(page, file.root, [location])];
}

/** Into the groups that exist; what has none of its own is appended together. */
function insert(page: Page, parent: XmlElement, wanted: readonly NewSection[]): Edit[] {
  const edits: Edit[] = [];
  const fresh: NewSection[] = [];
  for (const [name, inside] of byGroup(wanted)) {
    const group = childrenNamed(parent, name)[0];
    const deeper = inside.filter(({ path }) => path.length > 1);
    if (group && deeper.length === inside.length) edits.push(...insert(page, group, stepped(deeper)));
    else fresh.push(...inside);
  }
  if (fresh.length > 0) edits.push(appendChildren(page, parent, grouped(page, fresh)));
  return edits;
}

/** New elements for sections, groups included. */
function grouped(page: Page, wanted: readonly NewSection[]): Child[] {
  return [...byGroup(wanted)].flatMap(([name, inside]): Child[] => {
    const deeper = inside.filter(({ path }) => path.length > 1);
    const here = inside.filter(({ path }) => path.length === 1).map(({ create }) => create);
    if (deeper.length === 0) return here;
    return [...here, (indent) => newElement(name, [], grouped(page, stepped(deeper)), page.layout, indent)];
  });
}

function stepped(sections: readonly NewSection[]): NewSection[] {
  return sections.map(({ path, create }) => ({ path: path.slice(1), create }));
}

function byGroup(sections: readonly NewSection[]): Map<string, NewSection[]> {
  const groups = new Map<string, NewSection[]>();
  // Sections before groups, as IIS_schema.xml and Configuration Editor have them.
  for (const section of sections.toSorted(
    (a, b) => Math.min(a.path.length, 2) - Math.min(b.path.length, 2),
  )) {
    const name = section.path[0] ?? "";
    groups.set(name, [...(groups.get(name) ?? []), section]);
  }
  return groups;
}
