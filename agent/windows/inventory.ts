import { observedScopes } from "@/agent/allowed-scope";
import { describePassword } from "@/agent/config-file/inventory";
import { boundMark, type PasswordKeys } from "@/agent/password-mark";
import type { FactsAnswer, ReadAnswer } from "@/agent/windows/contract";
import { hostInventory } from "@/agent/windows/host-facts";
import { tlsRecordOf } from "@/agent/windows/records";
import { withServerCertificate } from "@/agent/windows/server-certificates";
import { entryKey, type Reading } from "@/agent/windows/state";
import { recordForBinding } from "@/lib/iis/blast-radius";
import type { ConfigFile } from "@/lib/iis/config-file";
import { onlySectionsOf } from "@/lib/iis/diff";
import { digestSiteConfig } from "@/lib/iis/digest";
import { type Inventory, inventorySchema, type Observed } from "@/lib/iis/inventory";
import { passwordStates, readEffective, readFacts } from "@/lib/iis/read";

interface Seen {
  reading: Reading;
  file: ConfigFile;
  /** Absent when the script could not tell them; the rest is reported all the same. */
  facts: FactsAnswer | undefined;
  restartPendingSince: string | undefined;
}

/** What IIS says, with what only Windows knows. No password, and of each only a mark. */
export function inventoryOf(seen: Seen, allowedSites: readonly string[], keys: PasswordKeys): Inventory {
  const { reading, file, facts } = seen;
  const { answer } = reading;
  const problems: Inventory["problems"] = file.problems.map(({ message, line, column, hresult }) => ({
    message,
    line,
    column,
    hresult,
  }));
  const observed: Observed[] = [];
  const names = answer.sites.map(({ name }) => name);
  for (const scope of observedScopes(names, allowedSites)) {
    const state = reading.scope(scope);
    if (!state.ok) {
      problems.push({ message: `${scope || "Server level"}: ${state.error.message}` });
      continue;
    }
    const { config, stated, entries } = state.value;
    const text = readEffective(file, scope);
    if (text.ok && digestSiteConfig(onlySectionsOf(config, text.value.config)) !== digestSiteConfig(config))
      problems.push({
        message: `${scope || "Server level"}: IIS reads this scope otherwise than Certmap reads its file. What IIS says is shown; please report it.`,
      });
    const states = passwordStates(file, scope);
    const passwords = (states.ok ? states.value : []).map((entry) => {
      const key =
        entry.list === "oneToOneMappings" ? entryKey.oneToOne(entry.key) : entryKey.manyToOne(entry.key);
      const mark = entries.get(key)?.mark;
      return {
        ...describePassword(entry),
        ...(mark ? { mark: boundMark(mark, entry.userName ?? "", keys) } : {}),
      };
    });
    observed.push({ scope, config, stated: [...stated], passwords });
  }
  const { modules, cryptoProviders } = readFacts(file);
  const host = hostInventory(answer, facts, seen.restartPendingSince);
  return {
    sites: answer.sites.map((site) => siteOf(site, answer, facts)),
    mappingModuleInstalled: modules.iisClientCertificateMappingAuthentication.installed,
    cryptoProviders,
    observed,
    problems,
    // What does not fit the contract is left out rather than that nothing is reported.
    ...(host === undefined ? {} : { host }),
  };
}

function siteOf(
  { id, name, state, physicalPath, uploadReadAheadSize, bindings }: ReadAnswer["sites"][number],
  { records }: ReadAnswer,
  facts: FactsAnswer | undefined,
): Inventory["sites"][number] {
  const shape = inventorySchema.shape.sites.element.shape;
  const tlsRecords = records.map(tlsRecordOf);
  const tlsOf = (binding: (typeof bindings)[number]) => {
    const record = recordForBinding(binding, tlsRecords);
    return record ? withServerCertificate(record, facts) : null;
  };
  const readRights = facts?.readRights
    .filter(({ site, userName }) => site === name && userName.length <= 512)
    .map(({ userName, canRead }) => ({ userName, canRead }));
  const knownState = shape.state.safeParse(state);
  return {
    id,
    name,
    ...(knownState.success && knownState.data ? { state: knownState.data } : {}),
    ...(physicalPath ? { physicalPath: physicalPath.slice(0, 1024) } : {}),
    ...(shape.uploadReadAheadSize.safeParse(uploadReadAheadSize).success ? { uploadReadAheadSize } : {}),
    ...(readRights === undefined ? {} : { readRights: readRights.slice(0, 5000) }),
    bindings: bindings.map((binding) => ({
      ...binding,
      sslFlags: binding.sslFlags >>> 0,
      ...(binding.protocol === "https" ? { tls: tlsOf(binding) } : {}),
    })),
  };
}
