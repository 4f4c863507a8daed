import { type CodedError, fail, ok, type Result } from "@/lib/errors";
import type { ConfigFile } from "@/lib/iis/config-file";
import { digestSiteConfig } from "@/lib/iis/digest";
import type { ListName } from "@/lib/iis/effective";
import { completeFragment } from "@/lib/iis/fragment";
import type { Inventory, Observed } from "@/lib/iis/inventory";
import type { FileFacts } from "@/lib/iis/lint/file";
import {
  listScopes,
  parseApplicationHost,
  passwordStates,
  readFacts,
  readSiteConfig,
  type ScopeSummary,
  stripPasswords,
} from "@/lib/iis/read";
import { type SiteConfig, siteConfigSchema } from "@/lib/iis/site-config";

const MAPPING = "iisClientCertificateMappingAuthentication";

/** One scope as it could become a site config: the sections that it states itself, each filled in whole. */
export interface FoundScope {
  /** `""` is the server level, or the folder of a web.config. */
  scope: string;
  config: SiteConfig;
  digest: string;
  /** How each entry's password stands there, never its value. */
  passwords: FoundPassword[];
  /** What else is known of it, for the linter. */
  facts: FileFacts;
  /** Why it cannot be taken; the config is empty then. */
  problem?: CodedError;
}

export interface FoundPassword {
  list: ListName;
  /** Position in the list. */
  index: number;
  state: "absent" | "clear" | "encrypted";
  /** Who encrypted it. */
  provider?: string;
}

export interface FoundFile {
  kind: "applicationHost" | "web";
  scopes: FoundScope[];
}

/**
 * What a configuration file, or a piece of one, holds to be adopted. The state of each password is read, then every password's
 * value is removed, and only what is left is read on. Scopes that state no section are left out.
 * Errors: those of `parseApplicationHost`.
 */
export function findInFile(bytes: Uint8Array): Result<FoundFile> {
  const whole = completeFragment(bytes);
  if (!whole.ok) return whole;
  const original = parseApplicationHost(whole.value);
  if (!original.ok) return original;
  const stripped = stripPasswords(whole.value);
  if (!stripped.ok) return stripped;
  const { kind } = original.value;
  const file = parseApplicationHost(stripped.value, { kind });
  if (!file.ok) return file;
  const { modules } = readFacts(file.value);
  const summaries = listScopes(file.value).filter(({ sections }) => sections.length > 0);
  const scopes = summaries.map((summary): FoundScope => {
    const { scope } = summary;
    const config = check(summary) ?? readWhole(file.value, scope);
    const states = passwordStates(original.value, scope);
    const known = config.ok && config.value[MAPPING] && states.ok ? states.value : [];
    const passwords = known.map(({ key: _key, userName: _userName, ...password }) => password);
    const facts: FileFacts = {
      passwords,
      // A piece of a file lists no modules: nothing is known then.
      ...(kind === "applicationHost" && { modules, scopes: [summary] }),
      problems: file.value.problems.filter((problem) => problem.scope.toLowerCase() === scope.toLowerCase()),
    };
    const found = config.ok ? config.value : {};
    const problem = config.ok ? {} : { problem: config.error };
    return { scope, config: found, digest: digestSiteConfig(found), passwords, facts, ...problem };
  });
  return ok({ kind, scopes });
}

/** What a server's last report holds to be adopted. No password ever was in it. */
export function findInReport(inventory: Inventory): FoundScope[] {
  return inventory.observed
    .filter(({ stated }) => stated.length > 0)
    .map(({ scope, config: inEffect, stated, passwords }) => {
      const config: SiteConfig = Object.fromEntries(stated.map((name) => [name, inEffect[name]]));
      const states = config[MAPPING] ? statesOf(inEffect, passwords) : [];
      return {
        scope,
        config,
        digest: digestSiteConfig(config),
        passwords: states,
        facts: { passwords: states },
      };
    });
}

/** IIS takes an Allow without an account, and nobody can log on by it: our model has no such entry. */
function readWhole(file: ConfigFile, scope: string): Result<SiteConfig> {
  const config = readSiteConfig(file, scope);
  if (!config.ok) return config;
  const issue = siteConfigSchema.safeParse(config.value).error?.issues[0];
  return issue ? fail("config-malformed", issue.message, { field: issue.path.join(".") }) : config;
}

function check({ kind, scope }: ScopeSummary) {
  return kind === "path"
    ? fail(
        "scope-below-site",
        `"${scope}" lies below a site. Certmap keeps whole sites; what stands here stays in the file as it is.`,
      )
    : undefined;
}

/** A report names the entries in the order of the effective lists, one-to-one first (agent/config-file/inventory.ts). */
function statesOf(config: SiteConfig, passwords: Observed["passwords"]): FoundPassword[] {
  const oneToOne = config[MAPPING]?.oneToOneMappings.length ?? 0;
  return passwords.map(({ state, provider }, at) => ({
    ...(at < oneToOne
      ? { list: "oneToOneMappings" as const, index: at }
      : { list: "manyToOneMappings" as const, index: at - oneToOne }),
    state,
    ...(provider !== undefined && { provider }),
  }));
}
