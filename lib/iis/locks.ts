import type { XmlElement } from "@rgrove/parse-xml";
import { type ConfigFile, type ConfigProblem, levelsOf, sectionAt } from "@/lib/iis/config-file";
import { locksOf } from "@/lib/iis/facts";
import { SECTION_NAMES, type SectionName } from "@/lib/iis/site-config";
import { elementsOf } from "@/lib/iis/xml";

/**
 * Whether a web.config at `scope` may state the section: the nearest location that locks or unlocks it decides, else
 * `overrideModeDefault`. Every Windows build seen declares the seven sections with Deny.
 */
export function isSectionLocked(file: ConfigFile, scope: string, section: SectionName): boolean {
  const { overrideModeDefault, overrides } = locksOf(file)[section];
  for (const level of levelsOf(scope).reverse()) {
    const nearest = overrides.findLast(({ path }) => path.toLowerCase() === level);
    if (nearest) return nearest.mode === "Deny";
  }
  return overrideModeDefault !== "Allow";
}

/** Violations of locks by a web.config. Without its applicationHost.config the shipped locks are assumed. */
export function webConfigLocks(
  file: ConfigFile,
  host: ConfigFile | undefined,
  scope: string,
): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  for (const section of SECTION_NAMES) {
    for (const place of file.places) {
      const below = [scope, place.path].filter((part) => part !== "").join("/");
      if (host && !isSectionLocked(host, below, section)) continue;
      const reason = host
        ? "applicationHost.config locks it here"
        : "Windows ships it locked, and only applicationHost.config can unlock it";
      for (const element of place.sections.get(section) ?? []) {
        const message = `${section} may not stand in a web.config: ${reason}.`;
        problems.push(locked(file, element, section, place.path, message, host ? "documented" : "assumed"));
      }
    }
  }
  return problems;
}

/**
 * Locks by `lockItem`, `lockAttributes` and their kin, which bind the levels below (Microsoft Learn: how to use locking).
 * That they bind a `<location>` of the same file is assumed.
 */
export function itemLocks(file: ConfigFile): ConfigProblem[] {
  if (!/\slock(Item|Attributes|AllAttributesExcept|Elements|AllElementsExcept)\s*=/.test(file.text))
    return [];
  const problems: ConfigProblem[] = [];
  for (const place of file.places) {
    for (const [section, elements] of place.sections) {
      const above = levelsOf(place.key).slice(0, -1);
      const parents = above.flatMap((level) => sectionAt(file, level, section));
      for (const element of elements) {
        for (const parent of parents) {
          compare(parent, element, (at, message) =>
            problems.push(locked(file, at, section, place.path, message, "assumed")),
          );
        }
      }
    }
  }
  return problems;
}

type Report = (element: XmlElement, message: string) => void;

function compare(parent: XmlElement, child: XmlElement, report: Report): void {
  const { lockItem, lockAttributes, lockAllAttributesExcept, lockElements, lockAllElementsExcept } =
    parent.attributes;
  if (isTrue(lockItem)) report(child, `<${child.name}> is locked above by lockItem.`);
  for (const name of Object.keys(child.attributes)) {
    if (isNamed(name, lockAttributes, lockAllAttributesExcept)) {
      report(child, `The attribute ${name} of <${child.name}> is locked above.`);
    }
  }
  const children = elementsOf(child);
  for (const element of children) {
    if (isNamed(element.name, lockElements, lockAllElementsExcept)) {
      report(element, `<${element.name}> in <${child.name}> is locked above.`);
    }
  }
  for (const element of elementsOf(parent)) {
    if (element.name !== "add") {
      for (const same of children.filter(({ name }) => name === element.name)) compare(element, same, report);
    } else if (isTrue(element.attributes.lockItem)) {
      for (const clear of children.filter(({ name }) => name === "clear")) {
        report(clear, `<clear /> would drop an entry that is locked above by lockItem.`);
      }
    }
  }
}

function isTrue(value: string | undefined): boolean {
  return value?.toLowerCase() === "true";
}

function isNamed(name: string, locked: string | undefined, except: string | undefined): boolean {
  const list = (value: string) => value.split(",").map((part) => part.trim());
  if (locked !== undefined && (locked.trim() === "*" || list(locked).includes(name))) return true;
  return except !== undefined && !list(except).includes(name);
}

function locked(
  file: ConfigFile,
  element: XmlElement,
  section: SectionName,
  scope: string,
  message: string,
  certainty: ConfigProblem["certainty"],
): ConfigProblem {
  const place = file.lines.at(element.start);
  return {
    code: "locked",
    message,
    ...place,
    status: "500.19",
    hresult: "0x80070021",
    section,
    scope,
    certainty,
    blocking: false,
  };
}
