import type { XmlElement } from "@rgrove/parse-xml";
import type { Encoding } from "@/lib/iis/encoding";
import { IIS_SCHEMA } from "@/lib/iis/schema";
import { SECTION_NAMES, type SectionName } from "@/lib/iis/site-config";
import { childrenNamed, descendants, type LineIndex } from "@/lib/iis/xml";

/** A parsed file. Treat everything but `kind` and `problems` as private to `lib/iis`. */
export interface ConfigFile {
  /** `web`: a web.config, whose own folder is the scope `""`. */
  kind: "applicationHost" | "web";
  /** What IIS would refuse, in the order of the file. */
  problems: ConfigProblem[];
  text: string;
  encoding: Encoding;
  lines: LineIndex;
  root: XmlElement;
  places: ConfigPlace[];
  /** The places by their key: a file may have thousands of locations. */
  byKey: Map<string, ConfigPlace[]>;
}

/** Something that IIS answers with 500.19 as soon as the section is used. */
export interface ConfigProblem {
  code:
    | "unknown-attribute"
    | "unknown-element"
    | "unexpected-text"
    | "remove-not-allowed"
    | "duplicate-key"
    | "duplicate-section"
    | "duplicate-element"
    | "bad-bool"
    | "bad-enum"
    | "bad-flag"
    | "ssl-map-cert"
    | "missing-attribute"
    | "empty-value"
    | "locked";
  message: string;
  line: number;
  column: number;
  status: "500.19";
  hresult: "0x8007000d" | "0x80070021" | "0x800700b7";
  section: SectionName;
  /** Path of the `<location>`, `""` for the server level. */
  scope: string;
  /** `assumed`: rests on behaviour that no documentation states, not verified against IIS. */
  certainty: "documented" | "assumed";
  /** No value can be told from what is written here, so reading the section is refused. */
  blocking: boolean;
}

/** One place where sections can stand: the top level of the file, or one `<location>`. */
export interface ConfigPlace {
  /** As written, without outer slashes; `""` for the top level, `<location path="">` and `"."`. */
  path: string;
  key: string;
  /** Undefined for the top level. */
  override?: "Inherit" | "Allow" | "Deny";
  element: XmlElement;
  sections: Map<SectionName, XmlElement[]>;
}

/** Location paths compare without case and outer slashes; `"."` is the level itself (Microsoft Learn: location). */
export function scopePath(raw: string): string {
  const path = raw.trim().replace(/^\/+|\/+$/g, "");
  return path === "." ? "" : path;
}

export function scopeKey(raw: string): string {
  return scopePath(raw).toLowerCase();
}

/** The places of a file: the top level first, then its locations in order. */
export function findPlaces(root: XmlElement): ConfigPlace[] {
  const places: ConfigPlace[] = [{ path: "", key: "", element: root, sections: sectionsIn(root) }];
  for (const element of childrenNamed(root, "location")) {
    const raw = element.attributes.path ?? "";
    places.push({
      path: scopePath(raw),
      key: scopeKey(raw),
      override: overrideOf(element),
      element,
      sections: sectionsIn(element),
    });
  }
  return places;
}

/** Keys of the levels that a scope inherits from, the server first and the scope itself last. */
export function levelsOf(scope: string): string[] {
  const key = scopeKey(scope);
  const parts = key === "" ? [] : key.split("/");
  return ["", ...parts.map((_, i) => parts.slice(0, i + 1).join("/"))];
}

/** Every element of the section that stands at exactly this level. */
export function sectionAt(file: ConfigFile, key: string, section: SectionName): XmlElement[] {
  return (file.byKey.get(key) ?? []).flatMap((place) => place.sections.get(section) ?? []);
}

export function placesByKey(places: readonly ConfigPlace[]): ConfigFile["byKey"] {
  const byKey: ConfigFile["byKey"] = new Map();
  for (const place of places) {
    const same = byKey.get(place.key);
    if (same) same.push(place);
    else byKey.set(place.key, [place]);
  }
  return byKey;
}

/** A path below a site, such as `Site/app`. */
export function isBelowSite(scope: string): boolean {
  return scopePath(scope).includes("/");
}

function sectionsIn(parent: XmlElement): ConfigPlace["sections"] {
  const sections: ConfigPlace["sections"] = new Map();
  for (const name of SECTION_NAMES) {
    const found = descendants(parent, IIS_SCHEMA[name].path);
    if (found.length > 0) sections.set(name, found);
  }
  return sections;
}

/** `allowOverride` is the older spelling of `overrideMode` (Microsoft Learn: location element). */
function overrideOf(location: XmlElement): "Inherit" | "Allow" | "Deny" {
  const { overrideMode, allowOverride } = location.attributes;
  if (overrideMode !== undefined) {
    return overrideMode === "Allow" || overrideMode === "Deny" ? overrideMode : "Inherit";
  }
  return allowOverride?.toLowerCase() === "false" ? "Deny" : "Inherit";
}
