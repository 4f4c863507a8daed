import type { XmlElement } from "@rgrove/parse-xml";
import { type ConfigFile, isBelowSite, levelsOf, scopeKey, sectionAt } from "@/lib/iis/config-file";
import { IIS_SCHEMA, readBool, readEnum, readFlags } from "@/lib/iis/schema";
import {
  CERTIFICATE_FIELDS,
  LOGON_METHODS,
  type ManyToOneMapping,
  type MappingSection,
  type OneToOneMapping,
  PERMISSION_MODES,
  type Rule,
  type SectionName,
  type SiteConfig,
  SSL_FLAGS,
} from "@/lib/iis/site-config";
import { childrenNamed, elementsOf } from "@/lib/iis/xml";

/** Where a value or an entry comes from. */
export interface Origin {
  /** `default`: the schema's; `server`: the file's top level; `location`: a `<location>`. */
  from: "default" | "server" | "location";
  /** The location's scope; `""` for the server and for defaults. */
  path: string;
  /** 1-based line of the element that states it; none for defaults. */
  line?: number;
}

export const LIST_NAMES = ["oneToOneMappings", "manyToOneMappings"] as const;
export type ListName = (typeof LIST_NAMES)[number];

/** One section as a scope sees it: the last level that states an attribute wins, lists add up. */
export interface EffectiveSection {
  attributes: Map<string, { value: string; origin: Origin }>;
  lists: Record<ListName, EffectiveEntry[]>;
}

export interface EffectiveEntry {
  element: XmlElement;
  /** Key of the level that the entry stands at. */
  level: string;
}

/**
 * Inheritance: server, site, paths below. A child collection continues its parent's unless it says `<clear />`
 * (IIS_schema.xml: mergeAppend defaults to true). Below a site the mapping section counts for `enabled` only, since the
 * mapping module takes everything else from the site's own level (reported behaviour, not verified against IIS).
 */
export function effectiveSection(file: ConfigFile, scope: string, section: SectionName): EffectiveSection {
  const attributes: EffectiveSection["attributes"] = new Map();
  for (const [name, { default: value }] of Object.entries(IIS_SCHEMA[section].attributes)) {
    if (value !== undefined) attributes.set(name, { value, origin: { from: "default", path: "" } });
  }
  const lists: EffectiveSection["lists"] = { oneToOneMappings: [], manyToOneMappings: [] };
  const mapping = section === "iisClientCertificateMappingAuthentication";
  for (const level of levelsOf(scope)) {
    const onlyEnabled = mapping && isBelowSite(level);
    for (const element of sectionAt(file, level, section)) {
      const origin = originOf(file, element, level);
      for (const [name, value] of Object.entries(element.attributes)) {
        if (!onlyEnabled || name === "enabled") attributes.set(name, { value, origin });
      }
      if (!mapping || onlyEnabled) continue;
      for (const name of LIST_NAMES) {
        for (const list of childrenNamed(element, name)) lists[name] = extend(lists[name], list, level);
      }
    }
  }
  return { attributes, lists };
}

/** How many entries a level has in effect, from how many it inherits: a file may have thousands of scopes. */
export function ownCounts(
  file: ConfigFile,
  level: string,
  inherited: Readonly<Record<ListName, number>>,
): Record<ListName, number> {
  const counts = { ...inherited };
  for (const section of sectionAt(file, level, "iisClientCertificateMappingAuthentication")) {
    for (const name of LIST_NAMES) {
      for (const child of childrenNamed(section, name).flatMap(elementsOf)) {
        if (child.name === "clear") counts[name] = 0;
        else if (child.name === "add") counts[name] += 1;
      }
    }
  }
  return counts;
}

export function originOf(file: ConfigFile, element: XmlElement, level: string): Origin {
  const { line } = file.lines.at(element.start);
  const place = file.byKey.get(level)?.[0];
  return level === ""
    ? { from: "server", path: "", line }
    : { from: "location", path: place?.path ?? level, line };
}

/** The section with every attribute filled in. Only meaningful where no blocking problem stands in it. */
export function sectionValue<S extends SectionName>(
  section: S,
  effective: EffectiveSection,
): Required<SiteConfig>[S];
export function sectionValue(
  section: SectionName,
  effective: EffectiveSection,
): Required<SiteConfig>[SectionName] {
  const raw = (name: string) => effective.attributes.get(name)?.value ?? "";
  const enabled = readBool(raw("enabled")) ?? false;
  if (section === "access") return { sslFlags: readFlags(SSL_FLAGS, raw("sslFlags")).flags };
  if (section !== "iisClientCertificateMappingAuthentication") return { enabled };
  return {
    enabled,
    oneToOneCertificateMappingsEnabled: readBool(raw("oneToOneCertificateMappingsEnabled")) ?? true,
    manyToOneCertificateMappingsEnabled: readBool(raw("manyToOneCertificateMappingsEnabled")) ?? true,
    logonMethod: readEnum(LOGON_METHODS, raw("logonMethod")) ?? "ClearText",
    defaultLogonDomain: raw("defaultLogonDomain"),
    oneToOneMappings: effective.lists.oneToOneMappings.map(({ element }) => oneToOneOf(element)),
    manyToOneMappings: effective.lists.manyToOneMappings.map(({ element }) => manyToOneOf(element)),
  } satisfies MappingSection;
}

/** IIS has no name for a one-to-one mapping, so a mapping that was read has an empty one. */
export function oneToOneOf({ attributes }: XmlElement): OneToOneMapping {
  return {
    name: "",
    enabled: readBool(attributes.enabled ?? "true") ?? true,
    userName: attributes.userName ?? "",
    certificate: attributes.certificate ?? "",
  };
}

export function manyToOneOf(element: XmlElement): ManyToOneMapping {
  const { name, description, enabled, permissionMode, userName } = element.attributes;
  return {
    name: name ?? "",
    description: description ?? "",
    enabled: readBool(enabled ?? "true") ?? true,
    permissionMode: readEnum(PERMISSION_MODES, permissionMode ?? "Allow") ?? "Allow",
    ...(userName === undefined ? {} : { userName }),
    rules: entriesOf(childrenNamed(element, "rules")).map(ruleOf),
  };
}

export function ruleOf({ attributes }: XmlElement): Rule {
  return {
    certificateField: readEnum(CERTIFICATE_FIELDS, attributes.certificateField ?? "") ?? "Subject",
    certificateSubField: attributes.certificateSubField ?? "",
    matchCriteria: attributes.matchCriteria ?? "",
    compareCaseSensitive: readBool(attributes.compareCaseSensitive ?? "true") ?? true,
  };
}

/** Whether anything at this very scope states the section. */
export function statesItself(file: ConfigFile, scope: string, section: SectionName): boolean {
  return sectionAt(file, scopeKey(scope), section).length > 0;
}

/** The `<add>` elements that count, after every `<clear />`. */
function entriesOf(lists: readonly XmlElement[]): XmlElement[] {
  const none: EffectiveEntry[] = [];
  return lists.reduce((found, list) => extend(found, list, ""), none).map(({ element }) => element);
}

function extend(inherited: readonly EffectiveEntry[], list: XmlElement, level: string): EffectiveEntry[] {
  let entries = [...inherited];
  for (const element of elementsOf(list)) {
    if (element.name === "clear") entries = [];
    else if (element.name === "add") entries.push({ element, level });
  }
  return entries;
}
