import { fail, ok, type Result } from "@/lib/errors";
import {
  Accounts,
  type Attributes,
  manyToOneAttributes,
  oneToOneAttributes,
  planSteps,
} from "@/lib/iis/render/plan";
import { askPasswords } from "@/lib/iis/render/powershell";
import { hashtable, literal } from "@/lib/iis/render/powershell-lines";
import { quotePowerShell } from "@/lib/iis/render/quote";
import { RENDERINGS } from "@/lib/iis/render/renderings";
import type { ManyToOneMapping, SiteConfig } from "@/lib/iis/site-config";

/**
 * PowerShell on the WebAdministration module. Each command commits, so what closes a way in comes first, many-to-one mappings are
 * created disabled, get their rules, and are then enabled in their order: a later Allow is never on without the Deny before it.
 * Error `render-refused` for a mapping whose name holds both kinds of quotes, which no XPath filter can name.
 */
export function renderWebAdministration(config: SiteConfig, scope: string): Result<string> {
  const lists = config.iisClientCertificateMappingAuthentication;
  const unnameable =
    lists?.manyToOneMappings.findIndex(({ name }) => name.includes("'") && name.includes('"')) ?? -1;
  if (unnameable !== -1)
    return fail(
      "render-refused",
      `WebAdministration finds a mapping by XPath, which cannot name one with both kinds of quotes. Use ${RENDERINGS.powershell.label} instead.`,
      { field: `iisClientCertificateMappingAuthentication.manyToOneMappings[${unnameable}].name` },
    );
  const location = scope === "" ? "" : `; Location = ${quotePowerShell(scope)}`;
  const lines = [
    "#Requires -RunAsAdministrator",
    "$ErrorActionPreference = 'Stop'",
    "Import-Module WebAdministration",
    "",
    ...askPasswords(config),
    `$target = @{ PSPath = 'MACHINE/WEBROOT/APPHOST'${location} }`,
  ];
  const accounts = new Accounts(config);
  for (const { path, before, after, lists } of planSteps(config)) {
    const set = (attributes: Attributes) => {
      for (const [name, value] of attributes)
        lines.push(setProperty(quotePowerShell(path), name, literal(value)));
    };
    lines.push("");
    set(before);
    if (!lists) {
      set(after);
      continue;
    }
    const passwordOf = (mapping: Parameters<Accounts["numberOf"]>[0]) => {
      const account = accounts.numberOf(mapping);
      return account === undefined ? undefined : `$password${account}`;
    };
    lines.push("", ...clear(`${path}/oneToOneMappings`), ...clear(`${path}/manyToOneMappings`), "");
    lists.oneToOneMappings.forEach((mapping, index) => {
      lines.push(add(`${path}/oneToOneMappings`, index, oneToOneAttributes(mapping), passwordOf(mapping)));
    });
    lists.manyToOneMappings.forEach((mapping, index) => {
      const disabled = manyToOneAttributes({ ...mapping, enabled: false });
      lines.push(add(`${path}/manyToOneMappings`, index, disabled, passwordOf(mapping)));
      mapping.rules.forEach((rule, place) => {
        lines.push(add(`${mappingPath(path, mapping)}/rules`, place, Object.entries(rule)));
      });
    });
    for (const mapping of lists.manyToOneMappings)
      if (mapping.enabled)
        lines.push(setProperty(quotePowerShell(mappingPath(path, mapping)), "enabled", "$true"));
    set(after);
  }
  return ok(`${lines.join("\n")}\n`);
}

function mappingPath(path: string, { name }: ManyToOneMapping): string {
  const quote = name.includes("'") ? '"' : "'";
  return `${path}/manyToOneMappings/add[@name=${quote}${name}${quote}]`;
}

function setProperty(filter: string, name: string, value: string): string {
  return `Set-WebConfigurationProperty @target -Filter ${filter} -Name '${name}' -Value ${value}`;
}

function clear(path: string): string[] {
  return [
    `Clear-WebConfiguration @target -Filter '${path}'`,
    `if (Get-WebConfiguration @target -Filter '${path}/add') { throw 'Inherited mappings stay in ${path.split("/").at(-1)}: use the IISAdministration script.' }`,
  ];
}

function add(path: string, index: number, attributes: Attributes, password?: string): string {
  return `Add-WebConfigurationProperty @target -Filter ${quotePowerShell(path)} -Name '.' -AtIndex ${index} -Value ${hashtable(attributes, password)}`;
}
