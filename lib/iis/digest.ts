import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import canonicalize from "canonicalize";
import { type MappingSection, SECTION_NAMES, type SiteConfig, SSL_FLAGS } from "@/lib/iis/site-config";

/**
 * The identity of a configuration: lower-case hex SHA-256 over the canonical JSON (RFC 8785) of the managed sections.
 * One-to-one names are left out (IIS has no attribute for them) and one-to-one entries are sorted by certificate, since
 * their order decides nothing; all other order is kept. Never fails.
 */
export function digestSiteConfig(config: SiteConfig): string {
  const managed: Record<string, unknown> = {};
  for (const name of SECTION_NAMES) {
    if (config[name] !== undefined) managed[name] = config[name];
  }
  if (config.iisClientCertificateMappingAuthentication) {
    managed.iisClientCertificateMappingAuthentication = anonymous(
      config.iisClientCertificateMappingAuthentication,
    );
  }
  if (config.access) {
    const { sslFlags } = config.access;
    managed.access = { sslFlags: SSL_FLAGS.filter((flag) => sslFlags.includes(flag)) };
  }
  return bytesToHex(sha256(utf8ToBytes(canonicalize(managed) ?? "{}")));
}

/** The section as IIS could hold it: nothing in it that only we know. */
function anonymous(section: MappingSection): unknown {
  const oneToOneMappings = section.oneToOneMappings
    .map(({ name: _label, ...entry }) => entry)
    .sort((a, b) => (a.certificate < b.certificate ? -1 : a.certificate > b.certificate ? 1 : 0));
  return { ...section, oneToOneMappings };
}
