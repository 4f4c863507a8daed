import type { XmlElement } from "@rgrove/parse-xml";
import type { ConfigFile } from "@/lib/iis/config-file";
import { IIS_SCHEMA } from "@/lib/iis/schema";
import { SECTION_NAMES, type SectionName } from "@/lib/iis/site-config";
import { childrenNamed, descendants, elementsOf } from "@/lib/iis/xml";

/** What a file says about the server, beside the owned sections. */
export interface ConfigFacts {
  /** Names from `configProtectedData/providers`, in the file's order. */
  cryptoProviders: string[];
  defaultCryptoProvider?: string;
  /** By the section that each module serves. */
  modules: Record<ModuleSection, ModuleFact>;
  sites: SiteFact[];
  locks: Record<SectionName, LockFact>;
}

type ModuleSection = Exclude<SectionName, "access">;

interface ModuleFact {
  name: string;
  inGlobalModules: boolean;
  inModules: boolean;
  /** Both: a module that is loaded but in no `<modules>` list does nothing. */
  installed: boolean;
  /** Locations whose own `<modules>` list takes it away again. */
  removedAt: string[];
}

export interface SiteFact {
  id: number | undefined;
  name: string;
  bindings: { protocol: string; bindingInformation: string; sslFlags: number }[];
  /** Paths of its applications, such as `/` and `/api`. */
  applications: string[];
}

export interface LockFact {
  /** From `configSections`; undefined where the file does not declare the section. */
  overrideModeDefault: "Allow" | "Deny" | undefined;
  /** Locations that lock or unlock it for the files below. */
  overrides: { path: string; mode: "Allow" | "Deny" }[];
}

/** Module per section (Microsoft Learn: IIS modules overview). The two mapping modules are easily confused. */
const MODULES: Readonly<Record<ModuleSection, string>> = {
  iisClientCertificateMappingAuthentication: "IISCertificateMappingAuthenticationModule",
  clientCertificateMappingAuthentication: "CertificateMappingAuthenticationModule",
  anonymousAuthentication: "AnonymousAuthenticationModule",
  basicAuthentication: "BasicAuthenticationModule",
  digestAuthentication: "DigestAuthenticationModule",
  windowsAuthentication: "WindowsAuthenticationModule",
};

export function cryptoProvidersOf(root: XmlElement): string[] {
  const names: string[] = [];
  for (const providers of descendants(root, ["configProtectedData", "providers"])) {
    for (const { name, attributes } of elementsOf(providers)) {
      if (name === "clear") names.length = 0;
      else if (name === "add") names.push(attributes.name ?? "");
      else if (name === "remove" && names.includes(attributes.name ?? ""))
        names.splice(names.indexOf(attributes.name ?? ""), 1);
    }
  }
  return names;
}

export function modulesOf(file: ConfigFile): ConfigFacts["modules"] {
  const global = new Set<string>();
  const active = new Set<string>();
  const removedAt = new Map<string, Set<string>>();
  for (const place of file.places) {
    const changes = descendants(place.element, ["system.webServer", "modules"]).flatMap(elementsOf);
    for (const { name, attributes } of descendants(place.element, [
      "system.webServer",
      "globalModules",
    ]).flatMap(elementsOf)) {
      if (name === "add") global.add(attributes.name ?? "");
      else if (name === "remove") global.delete(attributes.name ?? "");
    }
    for (const { name, attributes } of changes) {
      const module = attributes.name ?? "";
      if (place.key === "") {
        if (name === "clear") active.clear();
        else if (name === "add") active.add(module);
        else if (name === "remove") active.delete(module);
      } else {
        const touched = name === "clear" ? Object.values(MODULES) : [module];
        for (const known of touched) {
          const paths = removedAt.get(known) ?? new Set();
          if (name === "add") paths.delete(place.path);
          else paths.add(place.path);
          removedAt.set(known, paths);
        }
      }
    }
  }
  const fact = (name: string): ModuleFact => ({
    name,
    inGlobalModules: global.has(name),
    inModules: active.has(name),
    installed: global.has(name) && active.has(name),
    removedAt: [...(removedAt.get(name) ?? [])],
  });
  return {
    iisClientCertificateMappingAuthentication: fact(MODULES.iisClientCertificateMappingAuthentication),
    clientCertificateMappingAuthentication: fact(MODULES.clientCertificateMappingAuthentication),
    anonymousAuthentication: fact(MODULES.anonymousAuthentication),
    basicAuthentication: fact(MODULES.basicAuthentication),
    digestAuthentication: fact(MODULES.digestAuthentication),
    windowsAuthentication: fact(MODULES.windowsAuthentication),
  };
}

export function sitesOf(root: XmlElement): SiteFact[] {
  return descendants(root, ["system.applicationHost", "sites", "site"]).map((site) => ({
    id: site.attributes.id === undefined ? undefined : Number(site.attributes.id),
    name: site.attributes.name ?? "",
    bindings: descendants(site, ["bindings", "binding"]).map(({ attributes }) => ({
      protocol: attributes.protocol ?? "",
      bindingInformation: attributes.bindingInformation ?? "",
      sslFlags: Number(attributes.sslFlags ?? "0"),
    })),
    applications: childrenNamed(site, "application").map(({ attributes }) => attributes.path ?? ""),
  }));
}

/** Whether the file has a list of sites, so that a name can be looked up at all. */
export function listsSites(root: XmlElement): boolean {
  return descendants(root, ["system.applicationHost", "sites"]).length > 0;
}

export function locksOf(file: ConfigFile): Record<SectionName, LockFact> {
  const declared = new Map(SECTION_NAMES.map((name) => [name, lockOf(file, name)] as const));
  const lock = (name: SectionName): LockFact =>
    declared.get(name) ?? { overrideModeDefault: undefined, overrides: [] };
  return {
    iisClientCertificateMappingAuthentication: lock("iisClientCertificateMappingAuthentication"),
    clientCertificateMappingAuthentication: lock("clientCertificateMappingAuthentication"),
    access: lock("access"),
    anonymousAuthentication: lock("anonymousAuthentication"),
    basicAuthentication: lock("basicAuthentication"),
    digestAuthentication: lock("digestAuthentication"),
    windowsAuthentication: lock("windowsAuthentication"),
  };
}

function lockOf(file: ConfigFile, section: SectionName): LockFact {
  const path = IIS_SCHEMA[section].path;
  let groups = childrenNamed(file.root, "configSections");
  for (const name of path.slice(0, -1)) {
    groups = groups.flatMap((group) =>
      childrenNamed(group, "sectionGroup").filter((child) => child.attributes.name === name),
    );
  }
  const declaration = groups
    .flatMap((group) => childrenNamed(group, "section"))
    .find(({ attributes }) => attributes.name === section);
  const mode = declaration?.attributes.overrideModeDefault;
  const overrides: LockFact["overrides"] = [];
  for (const place of file.places) {
    if (!place.sections.has(section)) continue;
    if (place.override === "Allow" || place.override === "Deny")
      overrides.push({ path: place.path, mode: place.override });
  }
  return {
    // The schema's own default is Allow (IIS_schema.xml: configSections).
    overrideModeDefault: declaration === undefined ? undefined : mode === "Deny" ? "Deny" : "Allow",
    overrides,
  };
}
