import { indent, type Lines, textOf } from "@/lib/iis/render/lines";
import { Accounts } from "@/lib/iis/render/plan";
import { commitLines, compareLines } from "@/lib/iis/render/powershell-lines";
import { quotePowerShell } from "@/lib/iis/render/quote";
import type { SiteConfig } from "@/lib/iis/site-config";

/**
 * A DSC configuration. It takes the node's document encryption certificate and refuses to go without: passwords are asked
 * without echo and stand in the MOF as CMS messages that only this node can open.
 */
export function renderDsc(config: SiteConfig, scope: string): string {
  const accounts = new Accounts(config);
  const secret = (account: number) => `(Unprotect-CmsMessage -Content $using:secret${account})`;
  const lines: Lines = [
    "#Requires -Version 5.1",
    "# Makes NODE.mof. Run it where you author configurations; the node needs the module IISAdministration.",
    "param(",
    "    [Parameter(Mandatory)] [string] $NodeName,",
    "    # Public part (.cer) of the node's document encryption certificate (EKU 1.3.6.1.4.1.311.80.1).",
    "    [Parameter(Mandatory)] [ValidateScript({ Test-Path -LiteralPath $_ -PathType Leaf })] [string] $CertificateFile,",
    "    [string] $OutputPath = '.'",
    ")",
    "$ErrorActionPreference = 'Stop'",
    "",
  ];
  if (accounts.names.length > 0) {
    lines.push(
      "function Protect-Password([string] $Account) {",
      '    $secure = Read-Host -Prompt "Password for $Account" -AsSecureString',
      "    Protect-CmsMessage -To $CertificateFile -Content (New-Object System.Net.NetworkCredential('', $secure)).Password",
      "}",
      accounts.names.map((name, i) => `$secret${i + 1} = Protect-Password ${quotePowerShell(name)}`),
      "",
    );
  }
  lines.push(
    "Configuration CertmapClientCertificates {",
    "    Import-DscResource -ModuleName PSDesiredStateConfiguration",
    "    Node $AllNodes.NodeName {",
    "        Script ClientCertificateMapping {",
    "            GetScript = { @{ Result = 'IIS client certificate mapping' } }",
    "            TestScript = {",
    "                Import-Module IISAdministration",
    indent(compareLines(config, scope), 4),
    "                return $same",
    "            }",
    "            SetScript = {",
    "                Import-Module IISAdministration",
    indent(commitLines(config, scope, secret), 4),
    "            }",
    "        }",
    "    }",
    "}",
    "",
    "$data = @{ AllNodes = @(@{",
    "    NodeName = $NodeName",
    "    CertificateFile = $CertificateFile",
    "    PSDscAllowPlainTextPassword = $false",
    "}) }",
    "CertmapClientCertificates -ConfigurationData $data -OutputPath $OutputPath",
  );
  return textOf(lines);
}
