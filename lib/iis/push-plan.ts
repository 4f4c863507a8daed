import type { Observed } from "@/lib/iis/inventory";
import { accountKey } from "@/lib/iis/passwords";
import type { ManyToOneMapping, OneToOneMapping, SiteConfig } from "@/lib/iis/site-config";

const section = (config: SiteConfig | null) => config?.iisClientCertificateMappingAuthentication;

/**
 * Entries that a push would remove although the console never put them there: neither deployed before nor desired now.
 * Someone else works with them; removing them takes a decision. Returns readable names.
 */
export function foreignEntries(
  observed: SiteConfig,
  deployed: SiteConfig | null,
  desired: SiteConfig,
): string[] {
  const [live, before, after] = [section(observed), section(deployed), section(desired)];
  if (live === undefined || after === undefined) return [];
  const certificates = new Set(
    [...(before?.oneToOneMappings ?? []), ...after.oneToOneMappings].map(byCertificate),
  );
  const names = new Set([...(before?.manyToOneMappings ?? []), ...after.manyToOneMappings].map(byName));
  return [
    ...live.oneToOneMappings
      .filter((mapping) => !certificates.has(byCertificate(mapping)))
      .map(({ userName }) => `one-to-one mapping to ${userName || "no account"}`),
    ...live.manyToOneMappings
      .filter((mapping) => !names.has(byName(mapping)))
      .map(({ name }) => `many-to-one mapping "${name}"`),
  ];
}

/** Would a list become empty that is not empty now? */
export function wouldEmpty(observed: SiteConfig, desired: SiteConfig): boolean {
  const [live, after] = [section(observed), section(desired)];
  if (live === undefined || after === undefined) return false;
  return (
    (live.oneToOneMappings.length > 0 && after.oneToOneMappings.length === 0) ||
    (live.manyToOneMappings.length > 0 && after.manyToOneMappings.length === 0)
  );
}

/** Accounts for which no entry in the file has a password to keep or to lend. */
export function accountsWithoutPasswordInFile(observed: Observed | null, desired: SiteConfig): string[] {
  const inFile = new Set(
    observed?.passwords.filter(({ state }) => state !== "absent").map(({ userName }) => accountKey(userName)),
  );
  const wanted = [
    ...(section(desired)?.oneToOneMappings ?? []),
    ...(section(desired)?.manyToOneMappings ?? []),
  ];
  const names = new Map(
    wanted.flatMap(({ userName }) => (userName ? [[accountKey(userName), userName] as const] : [])),
  );
  return [...names].filter(([key]) => !inFile.has(key)).map(([, userName]) => userName);
}

function byCertificate({ certificate }: OneToOneMapping): string {
  return certificate;
}

function byName({ name }: ManyToOneMapping): string {
  return name.toLowerCase();
}
