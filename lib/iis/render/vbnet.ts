import { indent, type Lines, textOf } from "@/lib/iis/render/lines";
import { type Dialect, objectModelLines } from "@/lib/iis/render/object-model";
import { Accounts, planSections, type Value } from "@/lib/iis/render/plan";
import { quoteVb } from "@/lib/iis/render/quote";
import type { SiteConfig } from "@/lib/iis/site-config";

/** VB.NET on Microsoft.Web.Administration: one commit, passwords asked once per account without echo. */
export function renderVbNet(config: SiteConfig, scope: string): string {
  const accounts = new Accounts(config);
  const lines: Lines = [
    "' Reference %windir%\\system32\\inetsrv\\Microsoft.Web.Administration.dll and run as an administrator on the server.",
    "Imports System",
    "Imports System.Text",
    "Imports Microsoft.VisualBasic",
    "Imports Microsoft.Web.Administration",
    "",
    "Module Sample",
    "",
    "    Sub Main()",
  ];
  accounts.names.forEach((name, i) => {
    lines.push(`        Dim password${i + 1} As String = AskPassword(${quoteVb(name)})`);
  });
  if (accounts.names.length > 0) lines.push("");
  lines.push(
    "        Using serverManager As New ServerManager()",
    "            Dim config As Configuration = serverManager.GetApplicationHostConfiguration()",
    "",
    indent(objectModelLines(planSections(config), accounts, dialect(scope)), 3),
    "",
    "            serverManager.CommitChanges()",
    "        End Using",
    "    End Sub",
  );
  if (accounts.names.length > 0) lines.push("", ...ASK_PASSWORD);
  return textOf([...lines, "", "End Module"]);
}

const literal = (value: Value) => (typeof value === "boolean" ? (value ? "True" : "False") : quoteVb(value));

const dialect = (scope: string): Dialect => ({
  section: (variable, path) => [
    `Dim ${variable} As ConfigurationSection = config.GetSection("${path}"${scope === "" ? "" : `, ${quoteVb(scope)}`})`,
  ],
  attribute: (element, name, value) => [`${element}("${name}") = ${literal(value)}`],
  password: (element, account) => [`${element}("password") = password${account}`],
  collection: (variable, owner, name) => [
    `Dim ${variable} As ConfigurationElementCollection = ${owner}.GetCollection("${name}")`,
  ],
  clear: (collection) => [`${collection}.Clear()`],
  element: (variable, collection) => [
    `Dim ${variable} As ConfigurationElement = ${collection}.CreateElement("add")`,
  ],
  append: (collection, element, index) => [`${collection}.AddAt(${index}, ${element})`],
});

const ASK_PASSWORD = [
  "    Function AskPassword(account As String) As String",
  '        Console.Write("Password for " & account & ": ")',
  "        Dim password As New StringBuilder()",
  "        Do",
  "            Dim key As ConsoleKeyInfo = Console.ReadKey(True)",
  "            If key.Key = ConsoleKey.Enter Then Exit Do",
  "            If key.Key = ConsoleKey.Backspace Then",
  "                If password.Length > 0 Then password.Length -= 1",
  "            ElseIf key.KeyChar <> ChrW(0) Then",
  "                password.Append(key.KeyChar)",
  "            End If",
  "        Loop",
  "        Console.WriteLine()",
  "        Return password.ToString()",
  "    End Function",
];
