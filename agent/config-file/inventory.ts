import { createHash } from "node:crypto";
import { observedScopes } from "@/agent/allowed-scope";
import { fileMarks } from "@/agent/config-file/standing-passwords";
import type { CodedError } from "@/lib/errors";
import type { ConfigFile } from "@/lib/iis/config-file";
import type { Inventory, Observed } from "@/lib/iis/inventory";
import { type EntryPassword, passwordStates, readEffective, readFacts } from "@/lib/iis/read";
import { SECTION_NAMES } from "@/lib/iis/site-config";

/** What the file says, without any password; of those that can be read there is a mark. */
export function inventoryOf(file: ConfigFile, allowedSites: readonly string[], ownKey: string): Inventory {
  const facts = readFacts(file);
  const problems: Inventory["problems"] = file.problems.map(({ message, line, column, hresult }) => ({
    message,
    line,
    column,
    hresult,
  }));
  const observed: Observed[] = [];
  const scopes = observedScopes(
    facts.sites.map((site) => site.name),
    allowedSites,
  );
  for (const scope of scopes) {
    const effective = readEffective(file, scope);
    const passwords = passwordStates(file, scope);
    if (effective.ok && passwords.ok) {
      const { config, origins } = effective.value;
      const stated = SECTION_NAMES.filter((name) => origins[name].stated);
      const markOf = fileMarks(file, scope, ownKey);
      const described = passwords.value.map((entry) => {
        const mark = markOf(entry);
        return { ...describePassword(entry), ...(mark ? { mark } : {}) };
      });
      observed.push({ scope, config, stated, passwords: described });
    } else if (!effective.ok) {
      const { message, line, column } = effective.error;
      problems.push({ message: scope === "" ? message : `${scope}: ${message}`, line, column });
    }
  }
  return {
    sites: facts.sites.map(({ id, name, bindings }) => ({
      id: id === undefined ? "" : String(id),
      name,
      bindings: bindings.map(({ protocol, bindingInformation }) => ({ protocol, bindingInformation })),
    })),
    mappingModuleInstalled: facts.modules.iisClientCertificateMappingAuthentication.installed,
    cryptoProviders: facts.cryptoProviders,
    observed,
    problems,
  };
}

/** The report of a file that cannot be read or understood. */
export function unreadableInventory({ code, message, line, column }: CodedError): Inventory {
  return {
    sites: [],
    mappingModuleInstalled: false,
    cryptoProviders: [],
    observed: [],
    problems: line === undefined ? [] : [{ message, line, column }],
    unreadable: { code, message },
  };
}

/** Without the password. */
export function describePassword(entry: EntryPassword): Observed["passwords"][number] {
  const named =
    entry.list === "manyToOneMappings" ? `many-to-one:${entry.key}` : `one-to-one:${thumbprint(entry.key)}`;
  return {
    entry: named,
    userName: entry.userName ?? "",
    state: entry.state,
    ...(entry.state === "encrypted" ? { provider: entry.provider } : {}),
  };
}

function thumbprint(certificate: string): string {
  return createHash("sha256").update(Buffer.from(certificate, "base64")).digest("hex");
}
