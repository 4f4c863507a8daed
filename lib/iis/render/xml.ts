import { IIS_LAYOUT, type Layout } from "@/lib/iis/layout";
import { newElement, newManyToOne, newOneToOne, sectionWishes } from "@/lib/iis/markup";
import { IIS_SCHEMA } from "@/lib/iis/schema";
import { type MappingSection, SECTION_NAMES, type SectionName, type SiteConfig } from "@/lib/iis/site-config";

export interface XmlOptions {
  /** Default `"\n"`; files on Windows use `"\r\n"`. */
  newline?: "\n" | "\r\n";
  /** Default four blanks, as IIS writes. */
  unit?: string;
}

type Child = (indent: string) => string;

/**
 * The managed sections as a person would paste them into applicationHost.config: one `<location>` for a site, the bare
 * `<system.webServer>` for the server (`""`). Lists of a site start with `<clear />`, as Configuration Editor writes them,
 * so that nothing is inherited. There is no password attribute, but a comment where IIS needs one.
 */
export function renderXml(config: SiteConfig, scope: string, options: XmlOptions = {}): string {
  const layout: Layout = {
    ...IIS_LAYOUT,
    ...(options.newline === undefined ? {} : { newline: options.newline }),
    ...(options.unit === undefined ? {} : { unit: options.unit }),
  };
  const element =
    (name: string, children: Child[]): Child =>
    (indent) =>
      newElement(name, [], children, layout, indent);
  const inAuthentication: Child[] = [];
  const inSecurity: Child[] = [];
  for (const name of SECTION_NAMES) {
    const section = sectionChild(config, name, scope, layout);
    if (!section) continue;
    (IIS_SCHEMA[name].path.includes("authentication") ? inAuthentication : inSecurity).push(section);
  }
  if (inAuthentication.length > 0) inSecurity.push(element("authentication", inAuthentication));
  const server = element("system.webServer", inSecurity.length > 0 ? [element("security", inSecurity)] : []);
  const text =
    scope === ""
      ? server("")
      : newElement("location", [{ name: "path", value: scope }], [server], layout, "");
  return text + layout.newline;
}

function sectionChild(
  config: SiteConfig,
  name: SectionName,
  scope: string,
  layout: Layout,
): Child | undefined {
  const value = config[name];
  if (value === undefined) return undefined;
  const children = "oneToOneMappings" in value ? lists(value, scope, layout) : [];
  return (indent) => newElement(name, sectionWishes(name, value), children, layout, indent);
}

/** In the schema's order: many-to-one first. */
function lists(section: MappingSection, scope: string, layout: Layout): Child[] {
  const clear: Child[] = scope === "" ? [] : [() => "<clear />"];
  const manyToOne = section.manyToOneMappings.map(
    (mapping): Child =>
      (indent) => {
        const needed = mapping.permissionMode === "Allow" ? mapping.userName : undefined;
        return comment(needed, layout, indent) + newManyToOne(mapping, undefined, layout, indent);
      },
  );
  const oneToOne = section.oneToOneMappings.map(
    (mapping): Child =>
      (indent) =>
        comment(mapping.userName, layout, indent) + newOneToOne(mapping, undefined, layout),
  );
  const list = (name: string, entries: Child[]): Child[] =>
    clear.length + entries.length === 0
      ? []
      : [(indent) => newElement(name, [], [...clear, ...entries], layout, indent)];
  return [...list("manyToOneMappings", manyToOne), ...list("oneToOneMappings", oneToOne)];
}

/** Two hyphens may not stand in a comment, nor one at its end. */
function comment(userName: string | undefined, layout: Layout, indent: string): string {
  if (!userName) return "";
  const account = userName.replace(/[\r\n\t]/g, " ").replace(/-(?=-)/g, "- ");
  return `<!-- password: set it for ${account} on the server itself, IIS encrypts it there -->${layout.newline}${indent}`;
}
