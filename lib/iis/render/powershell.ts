import { textOf } from "@/lib/iis/render/lines";
import { Accounts } from "@/lib/iis/render/plan";
import { commitLines } from "@/lib/iis/render/powershell-lines";
import { quotePowerShell } from "@/lib/iis/render/quote";
import type { SiteConfig } from "@/lib/iis/site-config";

/**
 * PowerShell on the IISAdministration module: one commit for everything, passwords asked once per account without echo
 * and encrypted by IIS on the server.
 */
export function renderPowerShell(config: SiteConfig, scope: string): string {
  const lines = [
    "#Requires -RunAsAdministrator",
    "#Requires -Modules IISAdministration",
    "$ErrorActionPreference = 'Stop'",
    "Import-Module IISAdministration",
    "",
    ...askPasswords(config),
    ...commitLines(config, scope, (account) => `$password${account}`),
  ];
  return textOf(lines);
}

/** Without echo; the text lives in a variable of the session only. Nothing where no account needs a password. */
export function askPasswords(config: SiteConfig): string[] {
  const { names } = new Accounts(config);
  if (names.length === 0) return [];
  return [
    "function Read-Password([string] $Account) {",
    '    $secure = Read-Host -Prompt "Password for $Account" -AsSecureString',
    "    (New-Object System.Net.NetworkCredential('', $secure)).Password",
    "}",
    ...names.map((name, i) => `$password${i + 1} = Read-Password ${quotePowerShell(name)}`),
    "",
  ];
}
