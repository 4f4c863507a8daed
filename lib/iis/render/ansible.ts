import { indent, textOf } from "@/lib/iis/render/lines";
import { Accounts } from "@/lib/iis/render/plan";
import { commitLines, compareLines } from "@/lib/iis/render/powershell-lines";
import { quoteJScript } from "@/lib/iis/render/quote";
import type { SiteConfig } from "@/lib/iis/site-config";

/**
 * An Ansible task. The script is `!unsafe`, so that a value with braces is no template; passwords come from vault variables as
 * SecureString parameters (ansible.windows 2.4.0 and later), and `no_log` keeps them out of every output.
 */
export function renderAnsible(config: SiteConfig, scope: string): string {
  const { names } = new Accounts(config);
  const script = [
    ...(names.length === 0
      ? []
      : ["param(", names.map((_, i) => `    [SecureString] $Secret${i + 1}`).join(",\n"), ")"].flatMap(
          (part) => part.split("\n"),
        )),
    "Import-Module IISAdministration",
    ...compareLines(config, scope),
    "$Ansible.Changed = -not $same",
    "if ($same -or $Ansible.CheckMode) { return }",
    ...names.map(
      (_, i) => `$password${i + 1} = (New-Object System.Net.NetworkCredential('', $Secret${i + 1})).Password`,
    ),
    ...commitLines(config, scope, (account) => `$password${account}`),
  ];
  const lines = [
    "# Needs the collection ansible.windows 2.4.0 or later, and the module IISAdministration on the server.",
    ...(names.length === 0 ? [] : ["# Keep the passwords in a file that ansible-vault has encrypted:"]),
    ...names.map((name, i) => `#   certmap_password_${i + 1}: the password of ${quoteJScript(name)}`),
    "- name: IIS client certificate mapping",
    "  ansible.windows.win_powershell:",
    "    error_action: stop",
    "    script: !unsafe |",
    ...indent(script, 1).map((line) => (line === "" ? "" : `  ${line}`)),
    ...(names.length === 0 ? [] : ["    sensitive_parameters:"]),
    ...names.flatMap((_, i) => [
      `      - name: Secret${i + 1}`,
      `        value: "{{ certmap_password_${i + 1} }}"`,
    ]),
    "  no_log: true",
  ];
  return textOf(lines);
}
