import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scopeKey, sectionAt } from "@/lib/iis/config-file";
import { diffSiteConfig, onlySectionsOf } from "@/lib/iis/diff";
import { digestSiteConfig } from "@/lib/iis/digest";
import { decodeText } from "@/lib/iis/encoding";
import { configFile, PATIENCE, passwordsFor, runs, siteConfig } from "@/lib/iis/golden/site-configs";
import { parseApplicationHost, readEffective, readSiteConfig } from "@/lib/iis/read";
import { SECTION_NAMES, type SiteConfig } from "@/lib/iis/site-config";
import { applyEdits } from "@/lib/iis/start-tag";
import { writeSiteConfig } from "@/lib/iis/write";

function value<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** The text without the owned sections of the scope. */
function rest(bytes: Uint8Array, scope: string, config: SiteConfig): string {
  const file = value(parseApplicationHost(bytes));
  const spans = SECTION_NAMES.filter((name) => config[name])
    .flatMap((name) => sectionAt(file, scopeKey(scope), name))
    .map(({ start, end }) => ({ start, end, text: "" }));
  return applyEdits(file.text, spans);
}

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (let i = 0; i < whole.length && at < part.length; i++) if (whole[i] === part[at]) at++;
  return at === part.length;
}

const scope = fc.constantFrom("", "Site", "Other");
const options = (config: SiteConfig) => ({ passwords: passwordsFor(config), allowEmpty: true });

describe("writeSiteConfig, for any file and any config", () => {
  it(
    "reads back as it was written, twice the same, and leaves every other byte alone",
    () => {
      fc.assert(
        fc.property(configFile, scope, siteConfig, (bytes, at, config) => {
          const once = value(writeSiteConfig(bytes, at, config, options(config)));
          const file = value(parseApplicationHost(once.bytes));
          const read = onlySectionsOf(config, value(readSiteConfig(file, at)));
          expect(digestSiteConfig(read)).toBe(digestSiteConfig(config));
          expect(diffSiteConfig(config, read)).toEqual([]);

          const twice = value(writeSiteConfig(once.bytes, at, config, options(config)));
          expect(twice.changed).toBe(false);
          expect(twice.bytes).toEqual(once.bytes);

          const before = value(parseApplicationHost(bytes));
          const existed = SECTION_NAMES.every(
            (name) => !config[name] || sectionAt(before, scopeKey(at), name).length > 0,
          );
          const [old, now] = [rest(bytes, at, config), rest(once.bytes, at, config)];
          if (existed) expect(now).toBe(old);
          // Groups that were empty elements get a content: then one slash goes.
          else expect(isSubsequence(old.replaceAll(/\s*\/>/g, ">"), now)).toBe(true);
          expect(value(decodeText(once.bytes)).encoding).toEqual(value(decodeText(bytes)).encoding);
        }),
        runs(250),
      );
    },
    PATIENCE,
  );

  it(
    "needs no password to write what a scope has in effect",
    () => {
      fc.assert(
        fc.property(configFile, scope, (bytes, at) => {
          const { config } = value(readEffective(value(parseApplicationHost(bytes)), at));
          const { bytes: written } = value(writeSiteConfig(bytes, at, config));
          const read = value(readEffective(value(parseApplicationHost(written)), at));
          expect(read.config).toEqual(config);
        }),
        runs(100),
      );
    },
    PATIENCE,
  );
});
