import { bindingKeyOf, type SiteBinding } from "@/lib/iis/doctor/binding";
import type { HostInventory, Inventory } from "@/lib/iis/inventory";
import { accountsUsed } from "@/lib/iis/mapped-accounts";
import type { NoLogonRight } from "@/lib/iis/no-logon-right";
import type { MappingSection, SiteConfig } from "@/lib/iis/site-config";

type Site = Inventory["sites"][number];

/** A stored client certificate as Active Directory would judge it. */
export interface DirectoryCertificate {
  name: string;
  hasUpn: boolean;
  hasSid: boolean;
  issuer: string;
  /** SHA-1 of its issuer's certificate, lower-case hex; null where the issuer is not stored. */
  issuerThumbprint: string | null;
}

export interface SceneFacts {
  scope: string;
  /** Milliseconds. */
  now: number;
  inventory: Inventory | null;
  /** ISO 8601; null without an inventory. */
  inventoryAt: string | null;
  /** Id of the site that the target was made for; null where it is not known, or there is no target. */
  siteId: string | null;
  directoryCertificates: readonly DirectoryCertificate[];
  /** Accounts that Windows refused a kind of logon when a push tried their password, and when that was (ISO 8601). */
  noLogonRight?: readonly (NoLogonRight & { at: string })[];
  /** What the console itself knows of a restart that is pending; the agent may know of one too. */
  restartPendingSince?: string | null;
}

/** Everything that the checks look at, once for all of them. */
export interface Scene extends SceneFacts {
  siteName: string;
  /** Null: no such site in the last inventory, or no inventory. */
  site: Site | null;
  /** What is in effect at the scope, inherited values included. */
  config: SiteConfig | null;
  section: MappingSection | null;
  host: HostInventory;
  https: readonly SiteBinding[];
  mapsByIis: boolean;
  mapsByDirectory: boolean;
  /** Does sslFlags ask for a certificate? */
  asks: boolean;
  /** Accounts that a mapping lets somebody in as, as the configuration spells them. */
  accounts: readonly string[];
}

export function sceneOf(facts: SceneFacts): Scene {
  const { inventory, scope } = facts;
  const readable = inventory?.unreadable === undefined ? inventory : null;
  const siteName = scope.split("/")[0] ?? "";
  const same = (name: string, other: string) => name.toLowerCase() === other.toLowerCase();
  const site = readable?.sites.find(({ name }) => same(name, siteName)) ?? null;
  const config = readable?.observed.find((each) => same(each.scope, scope))?.config ?? null;
  const section = config?.iisClientCertificateMappingAuthentication ?? null;
  const flags = config?.access?.sslFlags ?? [];
  return {
    ...facts,
    siteName,
    site,
    config,
    section,
    host: {
      ...(facts.restartPendingSince ? { restartPendingSince: facts.restartPendingSince } : {}),
      ...readable?.host,
    },
    https: (site?.bindings ?? [])
      .filter(({ protocol }) => protocol.toLowerCase() === "https")
      .map((binding) => ({ ...binding, key: bindingKeyOf(binding) })),
    mapsByIis: section?.enabled === true,
    mapsByDirectory: config?.clientCertificateMappingAuthentication?.enabled === true,
    asks: flags.includes("SslNegotiateCert") || flags.includes("SslRequireCert"),
    accounts:
      config === null
        ? []
        : [...accountsUsed(config).values()].filter(({ allows }) => allows).map((use) => use.userName),
  };
}
