import { fail, ok, type Result } from "@/lib/errors";
import { planSections } from "@/lib/iis/render/plan";
import { quotePowerShell } from "@/lib/iis/render/quote";
import { RENDERINGS } from "@/lib/iis/render/renderings";
import { renderXml } from "@/lib/iis/render/xml";
import type { SiteConfig } from "@/lib/iis/site-config";

/**
 * web.config of the site's (or application's) folder. Its sections are locked in applicationHost.config
 * (`overrideModeDefault="Deny"`), so the commands that unlock them, for this scope only, stand in a comment in front.
 * Error `render-refused` for the server, which has no web.config of its own.
 */
export function renderWebConfig(config: SiteConfig, scope: string): Result<string> {
  if (scope === "")
    return fail("render-refused", `The server level has no web.config: use ${RENDERINGS.xml.label} instead.`);
  // The place is the folder that the file lies in, so the <location> around the sections goes.
  const body = renderXml(config, "site").split("\n").slice(1, -2);
  const site = withoutDoubleHyphen(scope);
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    "<!--",
    "    Without these commands IIS answers 500.19 (0x80070021): the sections are locked in applicationHost.config.",
    "    Run them as an administrator in PowerShell; each unlocks its section for this site only:",
    "",
    ...planSections(config).map(
      ({ path }) =>
        `    & "$env:windir\\system32\\inetsrv\\appcmd.exe" unlock config ${site} "/section:${path}" /commit:apphost`,
    ),
    "",
    "    WARNING: from then on whoever may deploy to this site can map any certificate to any account whose password they know,",
    `    and can switch the authentication of the site off. ${RENDERINGS.xml.label} needs no unlocking.`,
    "-->",
    "<configuration>",
    ...body,
    "</configuration>",
  ];
  return ok(`${lines.join("\n")}\n`);
}

/** In a comment of XML two hyphens may not stand side by side, and a value must not end the comment. */
function withoutDoubleHyphen(scope: string): string {
  return scope.includes("--") ? quotePowerShell(scope, "-") : quotePowerShell(scope);
}
