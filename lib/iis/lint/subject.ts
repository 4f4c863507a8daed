import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import canonicalize from "canonicalize";
import type { Finding } from "@/lib/iis/lint/finding";
import type { SiteConfig } from "@/lib/iis/site-config";

/**
 * What each finding is about, as 64 hexadecimal digits, in the order of the findings: the same as long as the very mapping or
 * section that it judges stays as it is, wherever it stands in its list. With another account, rule or severity it is another
 * one, so that what a person once accepted never covers more than what they saw. Findings that are alike are counted.
 */
export function subjectsOf(findings: readonly Finding[], config: SiteConfig): string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const about = canonicalize(aboutOf(finding, config)) ?? "";
    const key = `${finding.code} ${about}`;
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return bytesToHex(sha256(utf8ToBytes(`${finding.severity} ${count} ${about}`)));
  });
}

function aboutOf({ entry, section, message }: Finding, config: SiteConfig): unknown {
  if (section === "file") return { section, message };
  const mappings = config.iisClientCertificateMappingAuthentication;
  if (entry?.list === "oneToOneMappings") {
    const { certificate, userName, enabled } = mappings?.oneToOneMappings[entry.index] ?? {};
    return { list: entry.list, certificate, userName, enabled };
  }
  if (entry?.list === "manyToOneMappings") {
    const { description: _said, ...mapping } = mappings?.manyToOneMappings[entry.index] ?? {};
    return { list: entry.list, mapping, rule: entry.rule };
  }
  if (section !== "iisClientCertificateMappingAuthentication") return { section, is: config[section] };
  const { oneToOneMappings: _one, manyToOneMappings: _many, ...is } = mappings ?? {};
  return { section, is };
}
