import type { XmlElement } from "@rgrove/parse-xml";
import { indentAt, type Layout } from "@/lib/iis/layout";
import type { Wish } from "@/lib/iis/markup";
import { startTagAt, tagCloseStart, withAttributes } from "@/lib/iis/start-tag";
import { elementsOf } from "@/lib/iis/xml";

/** The file that is being changed. */
export interface Page {
  text: string;
  layout: Layout;
}

/** Markup of something new; `indent` is what its line starts with. */
export type Child = (indent: string) => string;

export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** One piece of an element's new content: an element that stays (perhaps changed) or a new one. */
type Part = { element: XmlElement; text: string } | { create: Child };

/** A child that the element shall have. Without `create` it is changed where it stands, but never added. */
export interface ChildWish {
  name: string;
  rewrite: (element: XmlElement) => string;
  create?: Child;
}

/** An entry of a list: one that stands there already, or a new one. */
export interface Item {
  element: XmlElement | undefined;
  rewrite: (element: XmlElement) => string;
  create: Child;
}

/** The element with its wishes fulfilled; attributes and children that nobody asked about stay as they are. */
export function rewriteElement(
  page: Page,
  element: XmlElement,
  wishes: readonly Wish[],
  children: readonly ChildWish[],
): string {
  const parts: Part[] = [];
  const done = new Set<string>();
  for (const child of elementsOf(element)) {
    const wish = children.find(({ name }) => name === child.name);
    if (!wish) parts.push({ element: child, text: page.text.slice(child.start, child.end) });
    // A second list of the name is what IIS refuses: the first one has all entries.
    else if (!done.has(wish.name)) parts.push({ element: child, text: wish.rewrite(child) });
    if (wish) done.add(wish.name);
  }
  for (const { name, create } of children) if (!done.has(name) && create) parts.push({ create });
  return assemble(page, element, wishes, parts);
}

/** The list with exactly these entries in this order, behind `<clear />` where it is wanted or stood already. */
export function rewriteList(page: Page, list: XmlElement, clear: boolean, items: readonly Item[]): string {
  const parts: Part[] = [];
  const existing = elementsOf(list).find(({ name }) => name === "clear");
  if (existing) parts.push({ element: existing, text: page.text.slice(existing.start, existing.end) });
  else if (clear) parts.push({ create: () => "<clear />" });
  for (const { element, rewrite, create } of items) {
    parts.push(element ? { element, text: rewrite(element) } : { create });
  }
  return assemble(page, list, [], parts);
}

/** Appends to the content of an element that is otherwise left alone. */
export function appendChildren(page: Page, parent: XmlElement, children: readonly Child[]): Edit {
  const { text, layout } = page;
  const tag = startTagAt(text, parent.start);
  const indent = indentAt(text, parent.start);
  const inner = innerIndent(page, parent);
  const added = children.map((child) => layout.newline + inner + child(inner)).join("");
  if (tag.endsWith("/>")) {
    const start = parent.start + tagCloseStart(tag);
    const end = parent.start + tag.length;
    return { start, end, text: `>${added}${layout.newline}${indent}</${parent.name}>` };
  }
  const close = closeStart(text, parent);
  const content = text.slice(parent.start + tag.length, close);
  const at = parent.start + tag.length + content.trimEnd().length;
  const broken = text.slice(at, close).includes("\n") || layout.newline === "";
  return { start: at, end: at, text: broken ? added : `${added}${layout.newline}${indent}` };
}

/**
 * Start tag, parts, end tag. What stands before a kept element (line break, indentation, comments) goes with it; the
 * comments before a dropped one stay. Content that is kept as it was comes out byte for byte the same.
 */
function assemble(page: Page, element: XmlElement, wishes: readonly Wish[], parts: readonly Part[]): string {
  const { text, layout } = page;
  const oldTag = startTagAt(text, element.start);
  const asked = wishes.filter(
    ({ name, mayBeAbsent }) => !(mayBeAbsent && element.attributes[name] === undefined),
  );
  const tag = withAttributes(oldTag, element.attributes, asked, layout.asciiOnly);
  const empty = tag.endsWith("/>");
  if (empty && parts.length === 0) return tag;

  const close = empty ? element.start + oldTag.length : closeStart(text, element);
  const kept = new Set(parts.map((part) => ("element" in part ? part.element : undefined)));
  const before = new Map<XmlElement, string>();
  let at = element.start + oldTag.length;
  let carried = "";
  for (const child of elementsOf(element)) {
    const gap = text.slice(at, child.start);
    if (kept.has(child)) {
      before.set(child, carried + gap);
      carried = "";
    } else if (gap.includes("<!--")) carried += gap.trimEnd();
    at = child.end;
  }
  const tail = carried + text.slice(at, close);

  const inner = parts.some((part) => "create" in part) ? innerIndent(page, element) : "";
  const body = parts.map((part) =>
    "element" in part
      ? (before.get(part.element) ?? "") + part.text
      : layout.newline + inner + part.create(inner),
  );
  const last = parts.at(-1);
  const needsBreak = last !== undefined && "create" in last && !tail.includes("\n");
  const end = needsBreak ? tail + layout.newline + indentAt(text, element.start) : tail;
  if (empty) return `${tag.slice(0, tagCloseStart(tag))}>${body.join("")}${end}</${element.name}>`;
  return tag + body.join("") + end + text.slice(close, element.end);
}

function closeStart(text: string, element: XmlElement): number {
  return text.lastIndexOf("</", element.end - 1);
}

/** The indentation of the first line in the content (of a comment too), else one level more than the element's. */
function innerIndent({ text, layout }: Page, element: XmlElement): string {
  if (layout.newline === "") return "";
  const tag = startTagAt(text, element.start);
  const content = tag.endsWith("/>") ? "" : text.slice(element.start + tag.length, closeStart(text, element));
  return /\n([ \t]*)</.exec(content)?.[1] ?? indentAt(text, element.start) + layout.unit;
}
