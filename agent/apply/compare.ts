import { fail, ok, type Result } from "@/lib/errors";
import { diffSiteConfig, onlySectionsOf } from "@/lib/iis/diff";
import { digestSiteConfig } from "@/lib/iis/digest";
import { foreignEntries, wouldEmpty } from "@/lib/iis/push-plan";
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
  const foreign = of.takeOver ? [] : foreignEntries(of.live, of.lastApplied ?? null, of.desired);
  if (foreign.length > 0) {
    const more = foreign.length > SHOWN ? ` and ${foreign.length - SHOWN} more` : "";
    return fail(
      "foreign-entries",
      `The push would remove what nobody adopted: ${foreign.slice(0, SHOWN).join(", ")}${more}. Nothing was changed: adopt it into the site config, or push with "take over".`,
    );
  }
  if (!of.allowEmpty && wouldEmpty(of.live, of.desired))
    return fail(
      "empty-refused",
      'The push would remove the last mapping of a list. Nothing was changed: if that is meant, push with "allow empty".',
    );
  const changes = diffSiteConfig(of.live, of.desired).length;
  const drifted =
    of.lastApplied !== undefined && digestSiteConfig(onlySectionsOf(of.desired, of.lastApplied)) !== digest;
  const since = drifted ? " The server was changed by someone else since the last push." : "";
  return ok(`${changes} ${changes === 1 ? "change" : "changes"}.${since}`);
}
