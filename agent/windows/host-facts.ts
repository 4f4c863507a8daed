import type { FactsAnswer, ReadAnswer } from "@/agent/windows/contract";
import { type HostInventory, hostFactsSchema } from "@/lib/iis/inventory";

/** Role services by the feature that Win32_OptionalFeature knows (iis-facts 1.4; the two mapping ones are easily confused). */
const ROLE_SERVICES: Readonly<Record<string, string>> = {
  "IIS-IISCertificateMappingAuthentication": "Web-Cert-Auth",
  "IIS-ClientCertificateMappingAuthentication": "Web-Client-Auth",
  "IIS-BasicAuthentication": "Web-Basic-Auth",
  "IIS-DigestAuthentication": "Web-Digest-Auth",
  "IIS-WindowsAuthentication": "Web-Windows-Auth",
};
const MOST_ENTRIES = 5000;

/** The facts that fit the contract; each that does not is left out by itself, and means *not known*. */
export function hostInventory(
  { sharedConfiguration }: ReadAnswer,
  facts: FactsAnswer | undefined,
  restartPendingSince: string | undefined,
): HostInventory | undefined {
  const found: Record<string, unknown> = { sharedConfiguration, restartPendingSince };
  if (facts) {
    const { iisVersion, windowsVersion, windowsBuild, modules, schannel, rootsNotSelfSigned } = facts;
    Object.assign(found, { iisVersion, windowsVersion, windowsBuild, modules, schannel, rootsNotSelfSigned });
    Object.assign(found, {
      ntAuth: facts.ntAuth,
      webServerStartedAt: facts.webServerStartedAt,
      roleServices:
        facts.features &&
        Object.entries(ROLE_SERVICES).map(([feature, name]) => ({
          name,
          installed: facts.features?.[feature] === true,
        })),
      accounts: facts.accounts.slice(0, MOST_ENTRIES),
      chains: facts.chains?.slice(0, MOST_ENTRIES),
      languageMode: "FullLanguage",
      executionPolicy: facts.executionPolicy || "not set by policy",
    });
  }
  const kept: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(hostFactsSchema.shape)) {
    const value = found[name];
    // Null means "not set" where the contract has it, and "could not be read" where it has not.
    if (value !== undefined && schema.safeParse(value).success) kept[name] = value;
  }
  const host = hostFactsSchema.safeParse(kept);
  return host.success ? host.data : undefined;
}
