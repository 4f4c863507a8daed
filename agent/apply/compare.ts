import { fail, ok, type Result } from "@/lib/errors";
import { diffSiteConfig, onlySectionsOf } from "@/lib/iis/diff";
import { digestSiteConfig } from "@/lib/iis/digest";
import type { SiteConfig } from "@/lib/iis/site-config";

export interface Comparison {
  /** In effect now, as far as the desired configuration manages it. */
  live: SiteConfig;
  desired: SiteConfig;
  /** What this agent last brought into this scope. */
  lastApplied: SiteConfig | undefined;
  /** Digest of what the person saw when confirming; null when nothing was known. */
  expectedDigest: string | null;
  takeOver: boolean;
  allowEmpty: boolean;
}

const SHOWN = 10;

/**
 * The three-way comparison: may the live state be replaced by the desired one? Returns a sentence for the journal.
 * Errors: `changed-since-plan`, `foreign-entries` with their names, `empty-refused`.
 */
export function compare(of: Comparison): Result<string> {
  const digest = digestSiteConfig(of.live);
  if (digest === digestSiteConfig(of.desired)) return ok("The server has it already.");
  if (of.expectedDigest !== null && digest !== of.expectedDigest)
    return fail(
      "changed-since-plan",
      "The configuration is not what it was when this push was confirmed. Nothing was changed: look at the new diff and push again.",
    );
  const foreign = of.takeOver ? [] : foreignEntries(of);
  if (foreign.length > 0) {
    const more = foreign.length > SHOWN ? ` and ${foreign.length - SHOWN} more` : "";
    return fail(
      "foreign-entries",
      `The push would remove what nobody adopted: ${foreign.slice(0, SHOWN).join(", ")}${more}. Nothing was changed: adopt it into the site config, or push with "take over".`,
    );
  }
  if (
    !of.allowEmpty &&
    entriesOf(of.desired).size === 0 &&
    entriesOf(of.live).size > 0 &&
    of.desired[MAPPING]
  )
    return fail(
      "empty-refused",
      'The push would remove the last mapping. Nothing was changed: if that is meant, push with "allow empty".',
    );
  const changes = diffSiteConfig(of.live, of.desired).length;
  const drifted =
    of.lastApplied !== undefined && digestSiteConfig(onlySectionsOf(of.desired, of.lastApplied)) !== digest;
  const since = drifted ? " The server was changed by someone else since the last push." : "";
  return ok(`${changes} ${changes === 1 ? "change" : "changes"}.${since}`);
}

const MAPPING = "iisClientCertificateMappingAuthentication";

/** Live entries that neither we brought here nor the desired configuration names. */
function foreignEntries({ live, desired, lastApplied }: Comparison): string[] {
  const known = new Set([...entriesOf(desired).keys(), ...entriesOf(lastApplied ?? {}).keys()]);
  return [...entriesOf(live)].filter(([key]) => !known.has(key)).map(([, label]) => label);
}

/** Identity to label. The account belongs to the identity: to give a certificate to another account takes an entry away. */
function entriesOf(config: SiteConfig): Map<string, string> {
  const section = config[MAPPING];
  const entries = new Map<string, string>();
  for (const { certificate, userName } of section?.oneToOneMappings ?? [])
    entries.set(
      JSON.stringify(["1", certificate, userName.toLowerCase()]),
      `a one-to-one mapping to ${userName}`,
    );
  for (const { name, userName } of section?.manyToOneMappings ?? [])
    entries.set(
      JSON.stringify(["n", name.toLowerCase(), userName?.toLowerCase() ?? ""]),
      `the many-to-one mapping "${name}"`,
    );
  return entries;
}
