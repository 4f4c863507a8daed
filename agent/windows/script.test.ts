import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { beforeAll, expect, test } from "vitest";
import { Language, type Node, Parser } from "web-tree-sitter";
import { scriptDigest, scriptText } from "@/agent/windows/script-file";

const require = createRequire(import.meta.url);
const script = scriptText();
let root: Node;
let nodes: Node[];

beforeAll(async () => {
  await Parser.init();
  const parser = new Parser();
  const file = require.resolve("tree-sitter-powershell/tree-sitter-powershell.wasm");
  parser.setLanguage(await Language.load(readFileSync(file)));
  const tree = parser.parse(script);
  if (!tree) throw new Error("no tree");
  root = tree.rootNode;
  nodes = [root, ...root.descendantsOfType([...new Set(TYPES)]).filter((node) => node !== null)];
});

const TYPES = [
  "command",
  "command_name",
  "command_name_expr",
  "command_invokation_operator",
  "function_name",
  "switch_clause_condition",
  "expandable_string_literal",
  "invokation_expression",
  "type_literal",
  "script_parameter",
  "verbatim_here_string_characters",
];

function texts(type: string): string[] {
  return nodes.filter((node) => node.type === type).map(({ text }) => text.trim());
}

test("the script parses, is ASCII, and is short enough to be read", () => {
  expect(root.hasError).toBe(false);
  expect(/^[\n -~]*$/.test(script)).toBe(true);
  expect(script.split("\n").length).toBeLessThan(700);
  expect(Math.max(...script.split("\n").map((line) => line.length))).toBeLessThan(180);
});

test("it calls its own functions and Add-Type, and nothing else", () => {
  const own = texts("function_name");
  const called = new Set(texts("command_name"));
  expect(own.length).toBeGreaterThan(15);
  expect([...called].filter((name) => !own.includes(name)).sort()).toEqual(["Add-Type", "Set-StrictMode"]);
  for (const name of own) expect([name, called.has(name)]).toEqual([name, true]);
});

test("code comes from the script alone: one constant text for Add-Type, and blocks that stand in the script", () => {
  const commands = texts("command").filter((text) => text.startsWith("Add-Type"));
  expect(commands).toHaveLength(1);
  expect(commands[0]).toMatch(/^Add-Type -TypeDefinition @'\n/);
  expect(texts("command_invokation_operator")).toEqual(["&"]);
  expect(texts("command_name_expr")).toEqual(["$readers[$name]"]);
  for (const banned of [
    /Invoke-Expression/i,
    /\biex\b/i,
    /Start-Process/i,
    /ScriptBlock\]/i,
    /\[PowerShell\]/i,
    /InvokeScript/i,
    /ProcessStartInfo/i,
    /Process\]::Start/i,
    /NewScriptBlock/i,
    /DownloadString|WebClient|Invoke-WebRequest|Net\.Sockets/i,
    /WriteAll|File\]::(Create|OpenWrite|Move|Delete)/i,
    /SetValue\(/,
    /Write-(Host|Output|Error|Verbose|Warning)/i,
  ])
    expect([String(banned), banned.test(script)]).toEqual([String(banned), false]);
});

test("no text is put together by a double-quoted string with a variable in it", () => {
  for (const literal of texts("expandable_string_literal")) expect(literal).not.toMatch(/\$/);
});

test("the operations are those of the allow-list", () => {
  expect(texts("switch_clause_condition").sort()).toEqual([
    "'commit'",
    "'facts'",
    "'logon'",
    "'probe'",
    "'read'",
    "'restore'",
    "default",
  ]);
});

test("no function takes a password, and none is handed to one", () => {
  expect(texts("script_parameter").filter((text) => /password|secret|vault|plain/i.test(text))).toEqual([]);
  const calls = texts("command").filter((text) => /\['password'\]|\$plain|\['vault'\]/.test(text));
  expect(calls).toEqual([]);
});

test("only the owned sections are written, by one commit, and three http.sys functions are imported", () => {
  expect(script.match(/CommitChanges\(\)/g)).toHaveLength(1);
  expect(script).toContain("{ Stop-With 'section-not-owned' }");
  expect(script.match(/\$config\.GetSection\(\$path/g)).toHaveLength(2);
  expect(script.match(/RevertToParent\(\)/g)).toHaveLength(1);
  const imported = [...script.matchAll(/static extern \w+ (\w+)\(/g)].map(([, name]) => name).sort();
  expect(imported).toEqual([
    "CloseHandle",
    "GetEffectiveRightsFromAclW",
    "HttpInitialize",
    "HttpQueryServiceConfiguration",
    "HttpTerminate",
    "HttpUpdateServiceConfiguration",
    "LogonUserW",
  ]);
  const opened = [...script.matchAll(/Registry\]::(\w+)/g)].map(([, name]) => name);
  expect(new Set(opened)).toEqual(new Set(["GetValue", "LocalMachine"]));
  const sections = [...script.matchAll(/'(system\.webServer\/[^']*)'/g)].map(([, path]) => path).sort();
  expect(sections).toEqual([
    "system.webServer/globalModules",
    "system.webServer/modules",
    "system.webServer/security/access",
    "system.webServer/security/authentication/",
    "system.webServer/serverRuntime",
  ]);
});

test("the documentation has the digest that a reviewer compares", () => {
  expect(readFileSync("docs/agent-windows.md", "utf8")).toContain(scriptDigest());
});
