import { type Change, type ChangedEntry, diffFields } from "@/lib/iis/change";
import { describe } from "@/lib/iis/describe-change";
import { diffManyToOne } from "@/lib/iis/diff-many-to-one";
import {
  type MappingSection,
  type OneToOneMapping,
  SECTION_NAMES,
  type SectionName,
  type SiteConfig,
  SSL_FLAGS,
} from "@/lib/iis/site-config";

/**
 * What a person would have to do to get from one configuration to the other, section by section in reading order.
 *
 * One-to-one mappings are told apart by certificate; their names and their order mean nothing to IIS and are not
 * compared. Many-to-one mappings are told apart by name without case, and their order decides, so moves are changes: the
 * fewest that explain the new order. Empty exactly when the digests are equal. Linear in the entries, but for n log n in
 * the order.
 */
export function diffSiteConfig(before: SiteConfig, after: SiteConfig): Change[] {
  return SECTION_NAMES.flatMap((section) => {
    if (before[section] === undefined && after[section] === undefined) return [];
    if (before[section] === undefined)
      return [{ section, kind: "added" as const }, ...diffSection(section, {}, after)];
    if (after[section] === undefined) return [{ section, kind: "removed" as const }];
    return diffSection(section, before, after);
  });
}

/** The sections of `config` that `managed` manages: what is left alone must not be compared either. */
export function onlySectionsOf(managed: SiteConfig, config: SiteConfig): SiteConfig {
  return Object.fromEntries(
    Object.entries(config).filter(([name]) => managed[name as SectionName] !== undefined),
  );
}

function diffSection(section: SectionName, before: SiteConfig, after: SiteConfig): Change[] {
  if (section === "access") return diffFlags(before.access?.sslFlags, after.access?.sslFlags ?? []);
  if (section !== "iisClientCertificateMappingAuthentication") {
    return diffFields(section, ["enabled"], before[section] ?? {}, after[section] ?? {});
  }
  const old: Partial<MappingSection> = before[section] ?? {};
  const now: Partial<MappingSection> = after[section] ?? {};
  return [
    ...diffFields(section, SECTION_FIELDS, old, now),
    ...diffOneToOne(old.oneToOneMappings ?? [], now.oneToOneMappings ?? []),
    ...diffManyToOne(old.manyToOneMappings ?? [], now.manyToOneMappings ?? []),
  ];
}

const SECTION_FIELDS = [
  "enabled",
  "oneToOneCertificateMappingsEnabled",
  "manyToOneCertificateMappingsEnabled",
  "logonMethod",
  "defaultLogonDomain",
] as const;

function diffFlags(before: readonly string[] | undefined, after: readonly string[]): Change[] {
  const order = (flags: readonly string[]) => SSL_FLAGS.filter((flag) => flags.includes(flag));
  const [old, now] = [before && order(before), order(after)];
  if (old?.join() === now.join()) return [];
  return [
    { section: "access", kind: "changed", field: "sslFlags", ...(old ? { before: old } : {}), after: now },
  ];
}

function diffOneToOne(before: readonly OneToOneMapping[], after: readonly OneToOneMapping[]): Change[] {
  const section = "iisClientCertificateMappingAuthentication";
  const old = new Map<string, OneToOneMapping[]>();
  for (const entry of before) {
    const same = old.get(entry.certificate);
    if (same) same.push(entry);
    else old.set(entry.certificate, [entry]);
  }
  const changed: Change[] = [];
  const added: Change[] = [];
  for (const entry of after) {
    const twin = old.get(entry.certificate)?.shift();
    const label = entry.name || twin?.name || nameless(entry);
    const identity: ChangedEntry = { list: "oneToOneMappings", key: entry.certificate, label };
    if (twin) changed.push(...diffFields(section, ["enabled", "userName"], twin, entry, identity));
    else added.push({ section, kind: "added", entry: identity, after: entry });
  }
  const removed = [...old.values()].flat().map((entry): Change => {
    const label = entry.name || nameless(entry);
    return {
      section,
      kind: "removed",
      entry: { list: "oneToOneMappings", key: entry.certificate, label },
      before: entry,
    };
  });
  return [...removed, ...changed, ...added];
}

/** Read from a file, a mapping has no name; the end of a certificate (its signature) differs from every other's. */
function nameless({ userName, certificate }: OneToOneMapping): string {
  return userName || `certificate ...${certificate.slice(-12)}`;
}

/**
 * The change as one sentence for people, without a full stop: `one-to-one "Alice": account CONTOSO\a -> CONTOSO\b`.
 * It holds no certificate and, like every `SiteConfig`, no password.
 */
export function describeChange(change: Change): string {
  return describe(change);
}
