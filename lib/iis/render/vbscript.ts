import { type Lines, textOf } from "@/lib/iis/render/lines";
import { type Dialect, objectModelLines } from "@/lib/iis/render/object-model";
import { Accounts, planSections, type Value } from "@/lib/iis/render/plan";
import { quoteVb, vbPieces } from "@/lib/iis/render/quote";
import type { SiteConfig } from "@/lib/iis/site-config";

/** VBScript on WritableAdminManager: pure ASCII, one commit. Windows Script Host cannot read without echo, so it says so. */
export function renderVbScript(config: SiteConfig, scope: string): string {
  const accounts = new Accounts(config);
  const lines: Lines = ["' Run as an administrator on the server: cscript //nologo FILE.vbs"];
  if (accounts.names.length > 0) lines.push("' Passwords are visible while they are typed.");
  accounts.names.forEach((name, i) => {
    lines.push(
      `WScript.Echo "Password for " & ${quoteVb(name)} & " (visible while typed):"`,
      `password${i + 1} = WScript.StdIn.ReadLine`,
    );
  });
  lines.push(
    "",
    'Set adminManager = CreateObject("Microsoft.ApplicationHost.WritableAdminManager")',
    'adminManager.CommitPath = "MACHINE/WEBROOT/APPHOST"',
    "",
    objectModelLines(planSections(config), accounts, dialect(scope)),
    "",
    "adminManager.CommitChanges",
  );
  return textOf(lines);
}

const dialect = (scope: string): Dialect => ({
  section: (variable, path) => [
    `Set ${variable} = adminManager.GetAdminSection("${path}", ${quoteVb(`MACHINE/WEBROOT/APPHOST${scope === "" ? "" : `/${scope}`}`)})`,
  ],
  attribute: (element, name, value) => assign(`${element}.Properties.Item("${name}").Value`, value),
  password: (element, account) => [`${element}.Properties.Item("password").Value = password${account}`],
  collection: (variable, owner, name) => [
    `Set ${variable} = ${owner}.ChildElements.Item("${name}").Collection`,
  ],
  clear: (collection) => [`${collection}.Clear`],
  element: (variable, collection) => [`Set ${variable} = ${collection}.CreateNewElement("add")`],
  append: (collection, element, index) => [`${collection}.AddElement ${element}, ${index}`],
});

/** VBScript takes lines of about a thousand characters only, and a certificate is longer: it is put together in steps. */
function assign(target: string, value: Value): string[] {
  if (typeof value === "boolean") return [`${target} = ${value ? "True" : "False"}`];
  const whole = quoteVb(value);
  if (whole.length <= 600) return [`${target} = ${whole}`];
  const lines: string[] = [];
  for (const step of steps(value))
    lines.push(lines.length === 0 ? `longText = ${step}` : `longText = longText & ${step}`);
  return [...lines, `${target} = longText`];
}

function steps(value: string): string[] {
  const found: string[] = [];
  let line: string[] = [];
  let length = 0;
  // A piece of 80 characters grows to 160 at most where all of them are quotes.
  for (const part of value.match(/[\s\S]{1,80}/g) ?? [])
    for (const piece of vbPieces(part)) {
      if (length + piece.length > 500) {
        found.push(line.join(" & "));
        line = [];
        length = 0;
      }
      line.push(piece);
      length += piece.length + 3;
    }
  found.push(line.join(" & "));
  return found;
}
