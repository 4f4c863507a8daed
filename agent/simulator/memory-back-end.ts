import { createHash, createHmac, randomBytes } from "node:crypto";
import canonicalize from "canonicalize";
import type { BackEnd, LiveState, PlanRequest } from "@/agent/back-end";
import { fail, ok, type Result } from "@/lib/errors";
import type { Inventory, Observed } from "@/lib/iis/inventory";
import { accountKey } from "@/lib/iis/passwords";
import { SECTION_NAMES, type SiteConfig } from "@/lib/iis/site-config";

/** What IIS says of a site that states nothing. */
const PLAIN: SiteConfig = {
  iisClientCertificateMappingAuthentication: {
    enabled: false,
    oneToOneCertificateMappingsEnabled: true,
    manyToOneCertificateMappingsEnabled: true,
    logonMethod: "ClearText",
    defaultLogonDomain: "",
    oneToOneMappings: [],
    manyToOneMappings: [],
  },
  clientCertificateMappingAuthentication: { enabled: false },
  access: { sslFlags: [] },
  anonymousAuthentication: { enabled: true },
  basicAuthentication: { enabled: false },
  digestAuthentication: { enabled: false },
  windowsAuthentication: { enabled: false },
};

interface Site {
  config: SiteConfig;
  /** By account: a mark of its password is all that anyone asks. */
  passwords: Map<string, string>;
}

/** A server that exists in memory only. It commits at once, and counts what was committed. */
export interface MemoryServer extends BackEnd {
  /** How often the configuration was replaced. */
  commits: number;
  /** Somebody else's change. */
  change(site: string, config: SiteConfig): void;
  /** Everything that stands there, as text: equal means that nothing was changed. */
  text(): string;
}

export function createMemoryServer(siteNames: readonly string[]): MemoryServer {
  let sites: Record<string, Site> = Object.fromEntries(
    siteNames.map((name) => [name, { config: PLAIN, passwords: new Map<string, string>() }]),
  );
  let mark = 0;
  const markKey = randomBytes(32);
  const markOf = (account: string, password: string): string =>
    createHmac("sha256", markKey).update(`${account}\0${password}`, "utf8").digest("hex");
  const replace = (next: Record<string, Site>): void => {
    sites = next;
    mark += 1;
  };
  const nameOf = (scope: string): string | undefined =>
    Object.keys(sites).find((name) => name.toLowerCase() === scope.toLowerCase());
  const siteOf = (scope: string): Site | undefined => sites[nameOf(scope) ?? ""];
  const plans = new WeakMap<Uint8Array, Record<string, Site>>();

  const server: MemoryServer = {
    commits: 0,
    change: (site, config) => {
      replace({ ...sites, [site]: { config: { ...PLAIN, ...config }, passwords: new Map() } });
    },
    text: () => textOf(sites),
    facts: async () => ({ domain: "SIMULATED", osVersion: "simulated", iisVersion: "10.0" }),
    readState: async () => ok(stateOf(sites, siteOf)),
    inventory: async (allowedSites) => inventoryOf(sites, allowedSites),
    plan: async (request) => {
      const name = nameOf(request.scope);
      const site = siteOf(request.scope);
      if (name === undefined || site === undefined) return unknownSite(request.scope);
      const passwords = await passwordsAfter(site, request, markOf);
      if (!passwords.ok) return passwords;
      const config = { ...site.config, ...request.config };
      const after = { ...sites, [name]: { config, passwords: passwords.value } };
      const content = new Uint8Array();
      const backup = new Uint8Array();
      plans.set(content, after);
      plans.set(backup, sites);
      const newPasswords = [...passwords.value.keys()].filter((account) => !site.passwords.has(account));
      const marks = { before: fingerprint(sites), after: fingerprint(after) };
      return ok({ ...marks, warnings: [], newPasswords, backup, content });
    },
    commit: async ({ before, content }) => {
      if (fingerprint(sites) !== before)
        return fail("changed-since-plan", "The server was changed by someone else. Nothing was changed.");
      server.commits += 1;
      replace(plans.get(content) ?? sites);
      return ok(undefined);
    },
    restore: async ({ backup, after }) => {
      if (fingerprint(sites) !== after)
        return fail("changed-since-plan", "The server was changed by someone else since.");
      replace(plans.get(backup) ?? sites);
      return ok(undefined);
    },
    changeMark: async () => String(mark),
    sweep: async () => [],
  };
  return server;
}

function stateOf(sites: Record<string, Site>, siteOf: (scope: string) => Site | undefined): LiveState {
  return {
    fingerprint: () => fingerprint(sites),
    sites: Object.keys(sites),
    effective: (scope) => {
      const site = siteOf(scope);
      return site ? ok(site.config) : unknownSite(scope);
    },
  };
}

/** Opens what is sealed for accounts that have no password here yet, as the real back ends do. */
async function passwordsAfter(
  site: Site,
  { config, passwords }: PlanRequest,
  markOf: (account: string, password: string) => string,
): Promise<Result<Map<string, string>>> {
  const section = config.iisClientCertificateMappingAuthentication;
  const entries = [...(section?.oneToOneMappings ?? []), ...(section?.manyToOneMappings ?? [])];
  const after = new Map<string, string>();
  for (const userName of new Set(entries.flatMap((entry) => entry.userName ?? []))) {
    const key = accountKey(userName);
    const password = await passwords.open(userName);
    if (!password.ok) return password;
    const mark = password.value === undefined ? site.passwords.get(key) : markOf(key, password.value);
    if (mark === undefined && !passwords.withheld?.(userName))
      return fail("password-missing", `No password for ${userName}. Nothing was changed.`);
    after.set(key, mark ?? "");
  }
  return ok(after);
}

function inventoryOf(sites: Record<string, Site>, allowedSites: readonly string[]): Inventory {
  const shown = Object.entries(sites).filter(
    ([name]) =>
      allowedSites.length === 0 || allowedSites.some((site) => site.toLowerCase() === name.toLowerCase()),
  );
  return {
    sites: Object.keys(sites).map((name, index) => ({ id: String(index + 1), name, bindings: [] })),
    mappingModuleInstalled: true,
    cryptoProviders: [],
    observed: shown.map(
      ([scope, { config, passwords }]): Observed => ({
        scope,
        config,
        stated: [...SECTION_NAMES],
        passwords: [...passwords].map(([userName, mark]) => ({
          entry: `many-to-one:${userName}`,
          userName,
          state: "encrypted",
          provider: "Simulated",
          mark,
        })),
      }),
    ),
    problems: [],
  };
}

function fingerprint(sites: Record<string, Site>): string {
  return createHash("sha256").update(textOf(sites)).digest("hex");
}

function textOf(sites: Record<string, Site>): string {
  const plain = Object.entries(sites).map(([name, { config, passwords }]) => [name, config, [...passwords]]);
  return canonicalize(plain) ?? "";
}

function unknownSite(scope: string): ReturnType<typeof fail> {
  return fail("site-unknown", `The server has no site "${scope}". Nothing was changed.`);
}
