import { type Lines, textOf } from "@/lib/iis/render/lines";
import { type Dialect, objectModelLines } from "@/lib/iis/render/object-model";
import { Accounts, planSections, type Value } from "@/lib/iis/render/plan";
import { quoteJScript } from "@/lib/iis/render/quote";
import type { SiteConfig } from "@/lib/iis/site-config";

/** JScript on WritableAdminManager: pure ASCII, one commit. Windows Script Host cannot read without echo, so it says so. */
export function renderJScript(config: SiteConfig, scope: string): string {
  const accounts = new Accounts(config);
  const lines: Lines = ["// Run as an administrator on the server: cscript //nologo FILE.js"];
  if (accounts.names.length > 0) lines.push("// Passwords are visible while they are typed.");
  accounts.names.forEach((name, i) => {
    lines.push(
      `WScript.Echo("Password for " + ${quoteJScript(name)} + " (visible while typed):");`,
      `var password${i + 1} = WScript.StdIn.ReadLine();`,
    );
  });
  lines.push(
    "",
    'var adminManager = new ActiveXObject("Microsoft.ApplicationHost.WritableAdminManager");',
    'adminManager.CommitPath = "MACHINE/WEBROOT/APPHOST";',
    "",
    objectModelLines(planSections(config), accounts, dialect(scope)),
    "",
    "adminManager.CommitChanges();",
  );
  return textOf(lines);
}

const literal = (value: Value) => (typeof value === "boolean" ? String(value) : quoteJScript(value));

const dialect = (scope: string): Dialect => ({
  section: (variable, path) => [
    `var ${variable} = adminManager.GetAdminSection("${path}", ${quoteJScript(`MACHINE/WEBROOT/APPHOST${scope === "" ? "" : `/${scope}`}`)});`,
  ],
  attribute: (element, name, value) => [`${element}.Properties.Item("${name}").Value = ${literal(value)};`],
  password: (element, account) => [`${element}.Properties.Item("password").Value = password${account};`],
  collection: (variable, owner, name) => [
    `var ${variable} = ${owner}.ChildElements.Item("${name}").Collection;`,
  ],
  clear: (collection) => [`${collection}.Clear();`],
  element: (variable, collection) => [`var ${variable} = ${collection}.CreateNewElement("add");`],
  append: (collection, element, index) => [`${collection}.AddElement(${element}, ${index});`],
});
