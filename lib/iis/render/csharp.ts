import { indent, type Lines, textOf } from "@/lib/iis/render/lines";
import { type Dialect, objectModelLines } from "@/lib/iis/render/object-model";
import { Accounts, planSections, type Value } from "@/lib/iis/render/plan";
import { quoteCSharp } from "@/lib/iis/render/quote";
import type { SiteConfig } from "@/lib/iis/site-config";

/** C# on Microsoft.Web.Administration: one commit, passwords asked once per account without echo, encrypted by IIS. */
export function renderCSharp(config: SiteConfig, scope: string): string {
  const accounts = new Accounts(config);
  const lines: Lines = [
    "// Reference %windir%\\system32\\inetsrv\\Microsoft.Web.Administration.dll and run as an administrator on the server.",
    "using System;",
    "using System.Text;",
    "using Microsoft.Web.Administration;",
    "",
    "internal static class Sample {",
    "",
    "    private static void Main() {",
  ];
  accounts.names.forEach((name, i) => {
    lines.push(`        string password${i + 1} = AskPassword(${quoteCSharp(name)});`);
  });
  if (accounts.names.length > 0) lines.push("");
  lines.push(
    "        using (ServerManager serverManager = new ServerManager()) {",
    "            Configuration config = serverManager.GetApplicationHostConfiguration();",
    "",
    indent(objectModelLines(planSections(config), accounts, dialect(scope)), 3),
    "",
    "            serverManager.CommitChanges();",
    "        }",
    "    }",
  );
  if (accounts.names.length > 0) lines.push("", ...ASK_PASSWORD);
  return textOf([...lines, "}"]);
}

const literal = (value: Value) => (typeof value === "boolean" ? String(value) : quoteCSharp(value));

const dialect = (scope: string): Dialect => ({
  section: (variable, path) => [
    `ConfigurationSection ${variable} = config.GetSection("${path}"${scope === "" ? "" : `, ${quoteCSharp(scope)}`});`,
  ],
  attribute: (element, name, value) => [`${element}["${name}"] = ${literal(value)};`],
  password: (element, account) => [`${element}["password"] = password${account};`],
  collection: (variable, owner, name) => [
    `ConfigurationElementCollection ${variable} = ${owner}.GetCollection("${name}");`,
  ],
  clear: (collection) => [`${collection}.Clear();`],
  element: (variable, collection) => [
    `ConfigurationElement ${variable} = ${collection}.CreateElement("add");`,
  ],
  append: (collection, element, index) => [`${collection}.AddAt(${index}, ${element});`],
});

const ASK_PASSWORD = [
  "    private static string AskPassword(string account) {",
  '        Console.Write("Password for " + account + ": ");',
  "        StringBuilder password = new StringBuilder();",
  "        while (true) {",
  "            ConsoleKeyInfo key = Console.ReadKey(true);",
  "            if (key.Key == ConsoleKey.Enter) break;",
  "            if (key.Key == ConsoleKey.Backspace) {",
  "                if (password.Length > 0) password.Length--;",
  "            } else if (key.KeyChar != '\\0') {",
  "                password.Append(key.KeyChar);",
  "            }",
  "        }",
  "        Console.WriteLine();",
  "        return password.ToString();",
  "    }",
];
