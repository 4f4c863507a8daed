import { type CodedError, fail } from "@/lib/errors";
import { diffSiteConfig } from "@/lib/iis/diff";
import { readableChanges } from "@/lib/iis/readable-changes";
import type { SiteConfig } from "@/lib/iis/site-config";
import type { Parts } from "./adoption-parts";

/** What can be stored of a configuration that was found. */
export interface Taken {
  /** As the draft will be, but for names that are still to be given. */
  config: SiteConfig;
  /** SHA-256 of the certificates and keys of the accounts that it needs. */
  certificates: string[];
  accounts: string[];
  notTaken: { code: string; message: string }[];
  /** What a push of it would change on what was found, in words. */
  changes: string[];
}

const TWICE = fail("already-mapped", "Its certificate is mapped before it.").error;
const NAME_TWICE = fail("already-exists", "There is one of that name before it.").error;

/**
 * Leaves out entries whose certificate or account cannot be stored, and says so; accounts get the spelling under which they are
 * stored. Never fails.
 */
export function takeConfig(found: SiteConfig, parts: Parts): Taken {
  const notTaken: Taken["notTaken"] = [];
  const certificates = new Set<string>();
  const accounts = new Set<string>();
  const names = new Set<string>();
  const leave = (entry: string, { code, message }: CodedError) => {
    notTaken.push({ code, message: `${entry}: ${message}` });
    return [];
  };
  const section = found.iisClientCertificateMappingAuthentication;
  const config: SiteConfig = section
    ? {
        ...found,
        iisClientCertificateMappingAuthentication: {
          ...section,
          oneToOneMappings: section.oneToOneMappings.flatMap((mapping, index) => {
            const entry = `One-to-one mapping ${index + 1} (${mapping.userName || "no account"})`;
            const certificate = parts.certificate(mapping.certificate);
            if (!certificate.ok) return leave(entry, certificate.error);
            const { sha256 } = certificate.value.certificate;
            if (certificates.has(sha256)) return leave(entry, TWICE);
            const account = parts.account(mapping.userName);
            if (!account.ok) return leave(entry, account.error);
            certificates.add(sha256);
            accounts.add(account.value.key);
            return [{ ...mapping, userName: account.value.userName }];
          }),
          manyToOneMappings: section.manyToOneMappings.flatMap((mapping) => {
            if (names.has(mapping.name.toLowerCase()))
              return leave(`Many-to-one mapping "${mapping.name}"`, NAME_TWICE);
            names.add(mapping.name.toLowerCase());
            if (mapping.userName === undefined) return [mapping];
            const account = parts.account(mapping.userName);
            if (!account.ok) return leave(`Many-to-one mapping "${mapping.name}"`, account.error);
            accounts.add(account.value.key);
            return [{ ...mapping, userName: account.value.userName }];
          }),
        },
      }
    : found;
  const changes = readableChanges(diffSiteConfig(found, config)).map(({ text }) => text);
  return { config, certificates: [...certificates], accounts: [...accounts], notTaken, changes };
}
