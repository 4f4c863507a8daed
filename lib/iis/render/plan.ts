import { fail, ok, type Result } from "@/lib/errors";
import { IIS_SCHEMA } from "@/lib/iis/schema";
import {
  type ManyToOneMapping,
  type OneToOneMapping,
  SECTION_NAMES,
  type SectionName,
  type SiteConfig,
} from "@/lib/iis/site-config";
import { isRepresentable } from "@/lib/iis/write-check";

/** A value that a script writes: text covers strings, enum names and flags, which every API of IIS takes as text. */
export type Value = boolean | string;
export type Attributes = readonly (readonly [name: string, value: Value])[];

export interface SectionPlan {
  name: SectionName;
  /** Such as `system.webServer/security/access`. */
  path: string;
  attributes: Attributes;
  /** Only in the mapping section: lists are owned whole, so scripts clear them and write them again. */
  lists?: { oneToOneMappings: readonly OneToOneMapping[]; manyToOneMappings: readonly ManyToOneMapping[] };
}

/** The managed sections in the order of `SECTION_NAMES`, with the attributes that are written. */
export function planSections(config: SiteConfig): SectionPlan[] {
  const plans: SectionPlan[] = [];
  for (const name of SECTION_NAMES) {
    const section = config[name];
    if (!section) continue;
    const path = IIS_SCHEMA[name].path.join("/");
    if ("sslFlags" in section) {
      plans.push({ name, path, attributes: [["sslFlags", section.sslFlags.join(", ") || "None"]] });
    } else if ("oneToOneMappings" in section) {
      const { oneToOneMappings, manyToOneMappings, ...own } = section;
      plans.push({
        name,
        path,
        attributes: Object.entries(own),
        lists: { oneToOneMappings, manyToOneMappings },
      });
    } else plans.push({ name, path, attributes: [["enabled", section.enabled]] });
  }
  return plans;
}

/** For a tool that commits every command: a section in the order in which it is safe to write it. */
export interface SectionSteps extends Omit<SectionPlan, "attributes"> {
  before: Attributes;
  /** Switches that let something take effect, written when everything else stands. */
  after: Attributes;
}

/**
 * The same sections for a tool that commits every command: what takes a way in away comes first, the mappings next, what
 * opens a way in last. While a list is being rewritten its mappings are missing, Deny ones too.
 */
export function planSteps(config: SiteConfig): SectionSteps[] {
  const rank = ({ name, after }: SectionSteps) =>
    name === "iisClientCertificateMappingAuthentication" ? 1 : after.length > 0 ? 2 : 0;
  return planSections(config)
    .map(({ attributes, ...plan }) => ({
      ...plan,
      before: attributes.filter(([, value]) => value !== true),
      after: attributes.filter(([, value]) => value === true).reverse(),
    }))
    .sort((a, b) => rank(a) - rank(b));
}

export function oneToOneAttributes({ enabled, userName, certificate }: OneToOneMapping): Attributes {
  return [
    ["enabled", enabled],
    ["userName", userName],
    ["certificate", certificate],
  ];
}

/** Attributes equal to an empty default are left out, as Configuration Editor does. */
export function manyToOneAttributes(mapping: ManyToOneMapping): Attributes {
  const attributes: [string, Value][] = [["name", mapping.name]];
  if (mapping.description !== "") attributes.push(["description", mapping.description]);
  attributes.push(["enabled", mapping.enabled], ["permissionMode", mapping.permissionMode]);
  if (mapping.userName !== undefined) attributes.push(["userName", mapping.userName]);
  return attributes;
}

/**
 * The accounts whose password a script must ask for, each once: Windows compares names without case. A Deny logs nobody on,
 * and an empty userName has no password.
 */
export class Accounts {
  readonly names: string[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(config: SiteConfig) {
    const section = config.iisClientCertificateMappingAuthentication;
    for (const { userName } of section?.oneToOneMappings ?? []) this.#add(userName);
    for (const mapping of section?.manyToOneMappings ?? [])
      if (mapping.permissionMode === "Allow") this.#add(mapping.userName);
  }

  /** 1 for the first name, or undefined where no password is needed. */
  numberOf(mapping: OneToOneMapping | ManyToOneMapping): number | undefined {
    if ("permissionMode" in mapping && mapping.permissionMode === "Deny") return undefined;
    return this.#numbers.get((mapping.userName ?? "").toLowerCase());
  }

  #add(userName: string | undefined): void {
    if (!userName || this.#numbers.has(userName.toLowerCase())) return;
    this.names.push(userName);
    this.#numbers.set(userName.toLowerCase(), this.names.length);
  }
}

/**
 * What no renderer can express. Errors: `scope-below-site` for mapping lists at `Site/app`, `value-unwritable` for a
 * control character or half a surrogate pair.
 */
export function checkRenderable(config: SiteConfig, scope: string): Result<true> {
  if (scope.includes("/") && config.iisClientCertificateMappingAuthentication)
    return fail(
      "scope-below-site",
      `IIS reads mappings at the site and ignores them at "${scope}". Render them for "${scope.split("/")[0]}".`,
    );
  const field = findUnwritable(config, "") ?? (!isRepresentable(scope) ? "scope" : undefined);
  return field === undefined
    ? ok(true)
    : fail("value-unwritable", "The value holds a character that no configuration file can carry.", {
        field,
      });
}

function findUnwritable(value: unknown, at: string): string | undefined {
  if (typeof value === "string") return isRepresentable(value) ? undefined : at;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, child] of Object.entries(value)) {
    const found = findUnwritable(
      child,
      Array.isArray(value) ? `${at}[${key}]` : at === "" ? key : `${at}.${key}`,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}
