import { requiredValue } from "@/cli/arguments";
import type { Command } from "@/cli/command";
import { reasonOf } from "@/cli/inputs";
import { fail, ok } from "@/lib/errors";
import { describeChange, diffSiteConfig, onlySectionsOf } from "@/lib/iis/diff";
import { parseApplicationHost, readSiteConfig } from "@/lib/iis/read";
import { writeSiteConfig } from "@/lib/iis/write";

const usage =
  "certmap apply CONFIG.json --scope NAME --file FILE.config [--passwords FILE.json] [--allow-empty] [--dry-run]";

export const apply: Command = {
  usage,
  summary: "Writes the site config into a file, only where it differs, and keeps the old file",
  options: { scope: "value", file: "value", passwords: "value", "allow-empty": "flag", "dry-run": "flag" },
  operands: [1, 1],
  async run(given, inputs, io) {
    const scope = requiredValue(given, "scope", { usage });
    if (!scope.ok) return scope;
    const path = requiredValue(given, "file", { usage });
    if (!path.ok) return path;
    const dryRun = given.flags.has("dry-run");
    if (path.value === "-" && !dryRun)
      return fail("usage", "--file - can only be tried (--dry-run): there is no file to replace.");
    const config = await inputs.siteConfig(given.operands[0] ?? "");
    if (!config.ok) return config;
    const bytes = await inputs.bytes(path.value);
    if (!bytes.ok) return bytes;
    const passwordsFile = given.values.get("passwords");
    const passwords =
      passwordsFile === undefined ? ok(new Map<string, string>()) : await inputs.passwords(passwordsFile);
    if (!passwords.ok) return passwords;

    const file = parseApplicationHost(bytes.value);
    if (!file.ok) return file;
    const before = readSiteConfig(file.value, scope.value);
    if (!before.ok) return before;
    const written = writeSiteConfig(bytes.value, scope.value, config.value, {
      passwords: passwords.value,
      allowEmpty: given.flags.has("allow-empty"),
    });
    if (!written.ok) return written;
    const changes = diffSiteConfig(onlySectionsOf(config.value, before.value), config.value).map(
      (change) => ({
        ...change,
        text: describeChange(change),
      }),
    );
    const { changed, warnings } = written.value;
    // Warnings name accounts, never a password; a clear one in the file was this person's explicit choice.
    const warn = () => {
      for (const warning of warnings) io.stderr(`${JSON.stringify({ severity: "warning", ...warning })}\n`);
    };
    if (dryRun || !changed) {
      warn();
      return ok({ json: { changed, dryRun, changes, backup: null } });
    }
    try {
      const backup = await io.replace(path.value, bytes.value, written.value.bytes);
      if (backup === null)
        return fail(
          "changed-since-plan",
          `${path.value} was changed by someone else meanwhile. Nothing was written.`,
        );
      warn();
      return ok({ json: { changed, dryRun, changes, backup } });
    } catch (error) {
      return fail("output-unwritable", `${path.value} cannot be replaced: ${reasonOf(error)}.`);
    }
  },
};
