import { fail, ok, type Result } from "@/lib/errors";
import { type Attributes, manyToOneAttributes, planSteps, type Value } from "@/lib/iis/render/plan";
import { sectionCommand } from "@/lib/iis/render/powershell-lines";
import { quotePowerShell } from "@/lib/iis/render/quote";
import { RENDERINGS } from "@/lib/iis/render/renderings";
import type { ManyToOneMapping, SiteConfig } from "@/lib/iis/site-config";

/** cmd.exe refuses a longer line. */
const LONGEST_LINE = 8191;

/**
 * AppCmd, as a batch file. Mappings are created disabled and without a password, since a command line shows in the list of
 * processes; a comment at the end gives the PowerShell that sets the password and enables them.
 *
 * Error `render-refused`: one-to-one mappings ("AppCmd cannot parse characters in the certificate", Microsoft's page on
 * one-to-one mappings), a line too long for cmd.exe, or a scope that no command line can carry.
 */
export function renderAppCmd(config: SiteConfig, scope: string): Result<string> {
  if ((config.iisClientCertificateMappingAuthentication?.oneToOneMappings.length ?? 0) > 0)
    return fail(
      "render-refused",
      `AppCmd cannot parse the characters of a certificate, so it cannot write one-to-one mappings. Use ${RENDERINGS.powershell.label} instead.`,
      { field: "iisClientCertificateMappingAuthentication.oneToOneMappings" },
    );
  if (/["\r\n\t]/.test(scope))
    return fail(
      "render-refused",
      `No command line can carry this site name. Use ${RENDERINGS.powershell.label} instead.`,
      {
        field: "scope",
      },
    );
  let lines = [
    "@echo off",
    "rem Save as a .cmd file and run it as an administrator on the server: a percent sign counts double here.",
    ...(isAscii(scope) ? [] : ["chcp 65001 >nul"]),
    "setlocal DisableDelayedExpansion",
    'cd /d "%windir%\\system32\\inetsrv"',
  ];
  const target = scope === "" ? "" : ` "${scope.replaceAll("%", "%%")}"`;
  let completed: ManyToOneMapping[] = [];
  for (const { path, before, after, lists } of planSteps(config)) {
    const run = (change: string) =>
      lines.push(`appcmd.exe set config${target} -section:${path} ${change} /commit:apphost || exit /b 1`);
    lines.push("");
    const set = (attributes: Attributes) => {
      for (const [name, value] of attributes) run(`/${name}:"${batch(text(value))}"`);
    };
    set(before);
    if (!lists) {
      set(after);
      continue;
    }
    run('/~"oneToOneMappings"');
    run('/~"manyToOneMappings"');
    for (const mapping of lists.manyToOneMappings) {
      run(`/+"manyToOneMappings.[@end,${pairs(manyToOneAttributes({ ...mapping, enabled: false }))}]"`);
      for (const rule of mapping.rules)
        run(`/+"${byName(mapping)}.rules.[@end,${pairs(Object.entries(rule))}]"`);
    }
    for (const mapping of lists.manyToOneMappings)
      if (mapping.enabled && mapping.permissionMode === "Deny") run(`/"${byName(mapping)}.enabled:True"`);
    set(after);
    completed = lists.manyToOneMappings.filter(({ permissionMode }) => permissionMode === "Allow");
    if (completed.length > 0) lines = [...lines, "", ...completion(completed, path, scope)];
  }
  const long = lines.findIndex((line) => line.length > LONGEST_LINE);
  if (long !== -1)
    return fail(
      "render-refused",
      `Line ${long + 1} would be longer than cmd.exe takes. Use ${RENDERINGS.powershell.label} instead.`,
    );
  return ok(`${lines.join("\r\n")}\r\n`);
}

/** `%` by number, so that the line survives both a batch file and a copy into PowerShell. */
function completion(mappings: readonly ManyToOneMapping[], path: string, scope: string): string[] {
  const quote = (value: string) => quotePowerShell(value, "%");
  const section =
    scope === "" ? sectionCommand(path, "") : `${sectionCommand(path, "")} -Location ${quote(scope)}`;
  return [
    "rem The mappings above are disabled and have no password. Complete them in PowerShell, which asks without echo:",
    "rem   Import-Module IISAdministration",
    `rem   $mappings = ${section} | Get-IISConfigCollection -CollectionName 'manyToOneMappings'`,
    ...mappings.flatMap(({ name, userName = "", enabled }) => [
      `rem   $mapping = Get-IISConfigCollectionElement -ConfigCollection $mappings -ConfigAttribute @{ name = ${quote(name)} }`,
      `rem   $secure = Read-Host -Prompt ('Password for ' + ${quote(userName)}) -AsSecureString`,
      "rem   Set-IISConfigAttributeValue -ConfigElement $mapping -AttributeName 'password' -AttributeValue (New-Object System.Net.NetworkCredential('', $secure)).Password",
      ...(enabled
        ? [
            "rem   Set-IISConfigAttributeValue -ConfigElement $mapping -AttributeName 'enabled' -AttributeValue $true",
          ]
        : []),
    ]),
  ];
}

function byName({ name }: ManyToOneMapping): string {
  return `manyToOneMappings.[name='${batch(name)}']`;
}

function pairs(attributes: Attributes): string {
  return attributes.map(([name, value]) => `${name}='${batch(text(value))}'`).join(",");
}

function text(value: Value): string {
  return typeof value === "boolean" ? (value ? "True" : "False") : value;
}

/** AppCmd reads `%uXXXX` as a character; the batch file wants the percent sign twice. A backslash must not meet the quote. */
function batch(value: string): string {
  return value.replace(/[^A-Za-z0-9 ._@\\:/*-]|\\$/g, (unit) =>
    Array.from(
      { length: unit.length },
      (_, i) => `%%u${unit.charCodeAt(i).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
}

function isAscii(value: string): boolean {
  return /^[\x20-\x7e]*$/.test(value);
}
