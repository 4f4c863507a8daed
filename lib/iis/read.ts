import type { XmlElement } from "@rgrove/parse-xml";
import { fail, ok, type Result } from "@/lib/errors";
import {
  type ConfigFile,
  type ConfigProblem,
  findPlaces,
  isBelowSite,
  levelsOf,
  placesByKey,
  scopeKey,
  scopePath,
  sectionAt,
} from "@/lib/iis/config-file";
import {
  type EffectiveEntry,
  effectiveSection,
  LIST_NAMES,
  type ListName,
  type Origin,
  originOf,
  ownCounts,
  sectionValue,
  statesItself,
} from "@/lib/iis/effective";
import { decodeText, encodeText } from "@/lib/iis/encoding";
import {
  type ConfigFacts,
  cryptoProvidersOf,
  listsSites,
  locksOf,
  modulesOf,
  sitesOf,
} from "@/lib/iis/facts";
import { itemLocks, webConfigLocks } from "@/lib/iis/locks";
import { type PasswordState, passwordState, withoutPasswords } from "@/lib/iis/passwords";
import { SECTION_NAMES, type SectionName, type SiteConfig } from "@/lib/iis/site-config";
import { validateSections } from "@/lib/iis/validate";
import { childrenNamed, descendants, LineIndex, parseMarkup } from "@/lib/iis/xml";

export interface ReadOptions {
  /** Told from the content by default: an applicationHost.config declares sections or sites. */
  kind?: ConfigFile["kind"];
  /** For a web.config: the server's own file, whose locks then count, and the scope that the web.config serves. */
  host?: ConfigFile;
  scope?: string;
}

/**
 * An applicationHost.config or web.config: UTF-8 or UTF-16, with or without mark.
 *
 * The file is opened even when IIS would refuse what stands in it; `problems` then says where and with which error.
 * Certificates are not decoded. Errors: `xml-encoding`, `xml-dtd-refused`, `xml-too-deep`, `xml-malformed` (with line and
 * column), `config-not-iis`.
 */
export function parseApplicationHost(bytes: Uint8Array, options: ReadOptions = {}): Result<ConfigFile> {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return decoded;
  const { text, encoding } = decoded.value;
  const lines = new LineIndex(text);
  const parsed = parseMarkup(text, lines);
  if (!parsed.ok) return parsed;
  const root = parsed.value;
  if (root.name !== "configuration") {
    const message = `The root element is <${root.name}>, but IIS configuration starts with <configuration>.`;
    return fail("config-not-iis", message, lines.at(root.start));
  }
  const places = findPlaces(root);
  const host = childrenNamed(root, "configSections").length > 0 || listsSites(root);
  const kind = options.kind ?? (host ? "applicationHost" : "web");
  const byKey = placesByKey(places);
  const file: ConfigFile = { kind, problems: [], text, encoding, lines, root, places, byKey };
  file.problems = [
    ...validateSections(file),
    ...itemLocks(file),
    ...(kind === "web" ? webConfigLocks(file, options.host, scopePath(options.scope ?? "")) : []),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
  return ok(file);
}

/**
 * The sections that the scope states itself (its `<location>`s, or the server level for `""`), each filled in whole.
 * Errors: `scope-unknown`; `config-refused` where a value cannot be told; `config-source` where a section is kept in
 * another file; `scope-below-site` where mappings stand at a path below a site, where IIS ignores them. `sections` limits
 * what is looked at.
 */
export function readSiteConfig(
  file: ConfigFile,
  scope: string,
  sections: readonly SectionName[] = SECTION_NAMES,
): Result<SiteConfig> {
  if (!scopeExists(file, scope)) return unknownScope(scope);
  const config: SiteConfig = {};
  for (const section of sections) {
    if (!statesItself(file, scope, section)) continue;
    if (section === "iisClientCertificateMappingAuthentication" && isBelowSite(scope)) {
      return fail("scope-below-site", `IIS ignores the mappings at "${scope}": they count at the site only.`);
    }
    const readable = checkReadable(file, scope, section);
    if (!readable.ok) return readable;
    assign(config, section, sectionValue(section, effectiveSection(file, scope, section)));
  }
  return ok(config);
}

/** All seven sections as they are in effect for a scope, and where each value and each entry comes from. */
export interface EffectiveSiteConfig {
  config: Required<SiteConfig>;
  origins: Record<SectionName, SectionOrigins>;
}

interface SectionOrigins {
  /** Whether the scope states the section itself. */
  stated: boolean;
  attributes: Record<string, Origin>;
  /** One per entry, in the order of the config. Rules come from where their mapping comes from. */
  oneToOneMappings?: Origin[];
  manyToOneMappings?: Origin[];
}

/**
 * What is in effect for a scope: defaults, server level, site, and for a path below a site that path. There, the mapping
 * section is the site's but for `enabled`. Errors as `readSiteConfig`, without `scope-below-site`.
 */
export function readEffective(file: ConfigFile, scope: string): Result<EffectiveSiteConfig> {
  if (!scopeExists(file, scope)) return unknownScope(scope);
  const config: SiteConfig = {};
  const origins: Partial<EffectiveSiteConfig["origins"]> = {};
  for (const section of SECTION_NAMES) {
    const readable = checkReadable(file, scope, section);
    if (!readable.ok) return readable;
    const effective = effectiveSection(file, scope, section);
    const value = sectionValue(section, effective);
    assign(config, section, value);
    const attributes: Record<string, Origin> = {};
    for (const [name, { origin }] of effective.attributes)
      if (Object.hasOwn(value, name)) attributes[name] = origin;
    const entry = ({ element, level }: EffectiveEntry) => originOf(file, element, level);
    const { oneToOneMappings, manyToOneMappings } = effective.lists;
    origins[section] = {
      stated: statesItself(file, scope, section),
      attributes,
      ...(section === "iisClientCertificateMappingAuthentication"
        ? { oneToOneMappings: oneToOneMappings.map(entry), manyToOneMappings: manyToOneMappings.map(entry) }
        : {}),
    };
  }
  return ok({ config: config as Required<SiteConfig>, origins: origins as EffectiveSiteConfig["origins"] });
}

/** One scope of a file: the server, a site of its list, or a location. */
export interface ScopeSummary {
  scope: string;
  kind: "server" | "site" | "path";
  /** A site or application of that path is in the file; a location without one is an orphan that a later site inherits. */
  exists: boolean;
  siteId?: number;
  /** Owned sections that the scope states itself. */
  sections: SectionName[];
  /** Effective entries, inherited ones included. */
  oneToOneMappings: number;
  manyToOneMappings: number;
}

/** The server, every site of the file, and every further location that states an owned section. */
export function listScopes(file: ConfigFile): ScopeSummary[] {
  const sites = sitesOf(file.root);
  const paths = new Map<string, { scope: string; siteId?: number; exists: boolean }>([
    ["", { scope: "", exists: true }],
  ]);
  for (const { name, id } of sites) {
    paths.set(scopeKey(name), { scope: name, exists: true, ...(id === undefined ? {} : { siteId: id }) });
  }
  const applications = new Set(
    sites.flatMap(({ name, applications }) => applications.map((path) => scopeKey(name + path))),
  );
  for (const { path, key, sections } of file.places) {
    if (sections.size === 0 || paths.has(key)) continue;
    const exists =
      applications.has(key) || (isBelowSite(path) && paths.get(key.split("/")[0] ?? "")?.exists === true);
    paths.set(key, { scope: path, exists: exists || file.kind === "web" });
  }
  const server = ownCounts(file, "", { oneToOneMappings: 0, manyToOneMappings: 0 });
  return [...paths.values()].map(({ scope, exists, siteId }) => {
    const site = scopeKey(scope).split("/")[0] ?? "";
    return {
      scope,
      kind: scope === "" ? "server" : isBelowSite(scope) ? "path" : "site",
      exists,
      ...(siteId === undefined ? {} : { siteId }),
      sections: SECTION_NAMES.filter((section) => statesItself(file, scope, section)),
      ...(site === "" ? server : ownCounts(file, site, server)),
    };
  });
}

/** What the file says beside the owned sections: crypto providers, modules, sites with bindings, section locks. */
export function readFacts(file: ConfigFile): ConfigFacts {
  const defaultProvider = descendants(file.root, ["configProtectedData"])[0]?.attributes.defaultProvider;
  return {
    cryptoProviders: cryptoProvidersOf(file.root),
    ...(defaultProvider === undefined ? {} : { defaultCryptoProvider: defaultProvider }),
    modules: modulesOf(file),
    sites: sitesOf(file.root),
    locks: locksOf(file),
  };
}

/** The state of one entry's password, never the password. */
export type EntryPassword = PasswordState & {
  list: ListName;
  /** Position in the effective list. */
  index: number;
  /** The certificate of a one-to-one mapping, the name of a many-to-one mapping. */
  key: string;
  userName: string | undefined;
};

/** Per effective entry: `absent`, `clear`, or `encrypted` and by which provider. Errors: `scope-unknown`. */
export function passwordStates(file: ConfigFile, scope: string): Result<EntryPassword[]> {
  if (!scopeExists(file, scope)) return unknownScope(scope);
  const { lists } = effectiveSection(file, scope, "iisClientCertificateMappingAuthentication");
  return ok(
    LIST_NAMES.flatMap((list) =>
      lists[list].map(({ element: { attributes } }, index) => ({
        ...passwordState(attributes.password),
        list,
        index,
        key: (list === "oneToOneMappings" ? attributes.certificate : attributes.name) ?? "",
        userName: attributes.userName,
      })),
    ),
  );
}

/**
 * The same file with the value of every password attribute emptied, in any element and in what is commented out.
 * Take `passwordStates` first: afterwards nothing tells them apart. Errors as `parseApplicationHost`: a file that cannot
 * be understood is never half stripped.
 */
export function stripPasswords(bytes: Uint8Array): Result<Uint8Array> {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return decoded;
  const { text, encoding } = decoded.value;
  const parsed = parseMarkup(text, new LineIndex(text));
  return parsed.ok ? ok(encodeText(withoutPasswords(text), encoding)) : parsed;
}

/** A scope is known when a site or a location has its name; a file without a list of sites cannot tell. */
export function scopeExists(file: ConfigFile, scope: string): boolean {
  const key = scopeKey(scope);
  if (key === "" || !listsSites(file.root) || file.byKey.has(key)) return true;
  const site = key.split("/")[0];
  return sitesOf(file.root).some(({ name }) => scopeKey(name) === site);
}

export function unknownScope(scope: string): ReturnType<typeof fail> {
  return fail(
    "scope-unknown",
    `The file has no site and no location "${scope}". See its scopes for the names.`,
  );
}

/** Blocking problems of the section at any level that the scope inherits from. */
function checkReadable(file: ConfigFile, scope: string, section: SectionName): Result<true> {
  const levels = levelsOf(scope);
  const external = levels.flatMap((level) => sectionAt(file, level, section)).find(isElsewhere);
  if (external) {
    const message = `${section} is kept in ${external.attributes.configSource}: Certmap cannot see it in this file.`;
    return fail("config-source", message, file.lines.at(external.start));
  }
  const blocking = file.problems.filter(
    (problem) => problem.blocking && problem.section === section && levels.includes(scopeKey(problem.scope)),
  );
  return blocking.length === 0 ? ok(true) : refused(blocking);
}

export function isElsewhere(element: XmlElement): boolean {
  return element.attributes.configSource !== undefined;
}

/** One coded error for problems that IIS answers with 500.19, the first one told in full. */
export function refused(problems: readonly ConfigProblem[]): ReturnType<typeof fail> {
  const errors = problems.slice(0, 100).map(({ message, hresult, line, column }) => ({
    code: "config-refused" as const,
    message: `${message} IIS answers 500.19 with ${hresult}.`,
    line,
    column,
  }));
  const { message = "", line, column } = errors[0] ?? {};
  return fail("config-refused", message, { line, column, ...(errors.length > 1 ? { errors } : {}) });
}

function assign<S extends SectionName>(config: SiteConfig, section: S, value: SiteConfig[S]): void {
  config[section] = value;
}
