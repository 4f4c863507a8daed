import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { Language, type Node, Parser } from "web-tree-sitter";
import { FULL, PATIENCE, runs, siteConfig, text } from "@/lib/iis/golden/site-configs";
import { quoteCSharp, quoteJScript, quotePowerShell, quoteVb } from "@/lib/iis/render/quote";
import { RENDERERS } from "@/lib/iis/render/render";
import { RENDERER_NAMES, type RendererName } from "@/lib/iis/render/renderings";
import type { SiteConfig } from "@/lib/iis/site-config";

/**
 * Parsed for real: C# (tree-sitter-c-sharp) and PowerShell (tree-sitter-powershell; it has no grammar for DSC's `Configuration`,
 * so of that renderer the parameters and the two script blocks are parsed). JScript literals are evaluated. VB.NET has no
 * parser here and is held by golden files only; its quoting is read back by the few lines below.
 */
const require = createRequire(import.meta.url);
let csharp: Parser;
let powershell: Parser;

beforeAll(async () => {
  await Parser.init();
  const load = async (file: string) => {
    const parser = new Parser();
    parser.setLanguage(await Language.load(readFileSync(require.resolve(file))));
    return parser;
  };
  csharp = await load("tree-sitter-c-sharp/tree-sitter-c_sharp.wasm");
  powershell = await load("tree-sitter-powershell/tree-sitter-powershell.wasm");
});

/** Whole scripts of every renderer per case take long; single values above all get the 20,000 cases. */
const SCRIPTS = { numRuns: FULL ? 1_000 : 60 };

/** The first place that the grammar does not understand, or null. */
function firstError(parser: Parser, source: string): string | null {
  const tree = parser.parse(source);
  if (!tree) return "no tree";
  const bad = findBad(tree.rootNode);
  const answer = bad && `line ${bad.startPosition.row + 1}: ${bad.text.slice(0, 80)}`;
  tree.delete();
  return answer;
}

function findBad(node: Node): Node | null {
  if (!node.hasError) return null;
  if (node.isError || node.isMissing) return node;
  for (const child of node.children) {
    const bad = child && findBad(child);
    if (bad) return bad;
  }
  return node;
}

/** What an expression of string literals yields, by the parser's own idea of where they begin and end. */
function evaluate(
  parser: Parser,
  source: string,
  types: Record<string, (literal: string) => string>,
): string {
  const tree = parser.parse(source);
  if (!tree || tree.rootNode.hasError) throw new Error(`does not parse: ${source}`);
  let found = "";
  const visit = (node: Node) => {
    const read = types[node.type];
    if (read) found += read(node.text);
    else for (const child of node.children) if (child) visit(child);
  };
  visit(tree.rootNode);
  tree.delete();
  return found;
}

const readCSharp = (source: string) =>
  evaluate(csharp, `class A { string a = ${source}; }`, {
    string_literal: (literal) => JSON.parse(literal),
    verbatim_string_literal: (literal) => literal.slice(2, -1).replaceAll('""', '"'),
  });
const readPowerShell = (source: string) =>
  evaluate(powershell, `$a = ${source}`, {
    verbatim_string_characters: (literal) => literal.slice(1, -1).replaceAll("''", "'"),
    cast_expression: (cast) => String.fromCharCode(Number(/^\[char\](\d+)$/.exec(cast)?.[1])),
  });
/** The grammar of VBScript and VB.NET strings is this short: doubled quotes, `&`, ChrW. */
function readVb(source: string): string {
  const rest = source.replace(/"((?:[^"]|"")*)"|ChrW\((\d+)\)/g, "").replaceAll(" & ", "");
  if (rest !== "") throw new Error(`does not parse: ${source}`);
  return [...source.matchAll(/"((?:[^"]|"")*)"|ChrW\((\d+)\)/g)]
    .map(([, run, unit]) =>
      unit === undefined ? (run ?? "").replaceAll('""', '"') : String.fromCharCode(Number(unit)),
    )
    .join("");
}

/** One render, cut into what the grammars can read. */
function sources(renderer: RendererName, rendered: string): string[] {
  if (renderer === "ansible") {
    const script = /script: !unsafe \|\n([\s\S]*?)\n(?: {4}sensitive| {2}no_log)/.exec(rendered)?.[1] ?? "";
    return [script.replace(/^ {6}/gm, "")];
  }
  if (renderer !== "dsc") return [rendered];
  const block = (name: string) =>
    new RegExp(`^ {12}${name} = \\{\\n([\\s\\S]*?)\\n {12}\\}$`, "m")
      .exec(rendered)?.[1]
      ?.replace(/^ {16}/gm, "") ?? "???";
  const [head = ""] = rendered.split("Configuration CertmapClientCertificates");
  return [head, block("TestScript"), block("SetScript"), rendered.slice(rendered.indexOf("$data ="))];
}

function errorsOf(config: SiteConfig, scope: string): string[] {
  const errors: string[] = [];
  for (const renderer of ["csharp", "powershell", "webadministration", "dsc", "ansible"] as const) {
    const result = RENDERERS[renderer].render(config, scope);
    if (!result.ok) continue;
    for (const source of sources(renderer, result.value)) {
      const error = firstError(renderer === "csharp" ? csharp : powershell, source);
      if (error) errors.push(`${renderer}: ${error}`);
    }
  }
  return errors;
}

describe("the parsers notice", () => {
  test("an open quote in C#", () => expect(firstError(csharp, 'class A { string a = "b; }')).not.toBeNull());
  test("an open quote in PowerShell", () => expect(firstError(powershell, "$a = 'b''\n")).not.toBeNull());
});

describe("a value survives its quoting", () => {
  const check = (quote: (value: string) => string, read: (source: string) => string) =>
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          fc.string({
            unit: fc.constantFrom("'", '"', "$", "`", "\\", "%", "]", "‘", "”", "é", "\n", "&", "{", "a"),
          }),
        ),
        (value) => {
          const source = quote(value);
          expect(source).toMatch(/^[\x20-\x7e]*$/);
          expect(read(source)).toBe(value);
        },
      ),
      runs(500),
    );

  test("C#", () => check(quoteCSharp, readCSharp), PATIENCE);
  test("PowerShell", () => check(quotePowerShell, readPowerShell), PATIENCE);
  test("JScript", () => check(quoteJScript, (source) => new Function(`return ${source}`)()), PATIENCE);
  test("VBScript and VB.NET", () => check(quoteVb, readVb), PATIENCE);
  test("characters to avoid are written by number", () => {
    expect(quotePowerShell("a-b", "-")).toBe("('a' + [char]45 + 'b')");
    expect(quotePowerShell("", "-")).toBe("''");
  });
});

describe("any site config", () => {
  const scope = fc.oneof(fc.constantFrom("", "Default Web Site"), text);

  test(
    "gives C# and PowerShell that parse",
    () =>
      fc.assert(
        fc.property(siteConfig, scope, (config, at) => {
          expect(errorsOf(config, at)).toEqual([]);
        }),
        SCRIPTS,
      ),
    PATIENCE,
  );

  test(
    "gives a text or a coded error, the same every time, without a password",
    () =>
      fc.assert(
        fc.property(siteConfig, scope, (config, at) => {
          for (const renderer of RENDERER_NAMES) {
            const result = RENDERERS[renderer].render(config, at);
            expect(RENDERERS[renderer].render(config, at)).toEqual(result);
            if (result.ok) expect(result.value).not.toMatch(/password="/);
            else
              expect(["scope-below-site", "render-refused", "render-nothing", "value-unwritable"]).toContain(
                result.error.code,
              );
          }
        }),
        SCRIPTS,
      ),
    PATIENCE,
  );

  test(
    "keeps every line of VBScript short, and certificates in one piece",
    () =>
      fc.assert(
        fc.property(
          fc.string({ minLength: 200, maxLength: 3_000, unit: fc.constantFrom("a", '"', "é", "+") }),
          (value) => {
            const mapping = { name: "m", enabled: true, userName: "u", certificate: value };
            const section = {
              enabled: true,
              oneToOneCertificateMappingsEnabled: true,
              manyToOneCertificateMappingsEnabled: true,
              logonMethod: "ClearText" as const,
              defaultLogonDomain: "",
              oneToOneMappings: [mapping],
              manyToOneMappings: [],
            };
            const result = RENDERERS.vbscript.render(
              { iisClientCertificateMappingAuthentication: section },
              "Site",
            );
            const lines = result.ok ? result.value.split("\n") : [];
            expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(1_000);
            const assigned = lines.flatMap(
              (line) => /^longText = (?:longText & )?(.*)$/.exec(line)?.[1] ?? [],
            );
            if (assigned.length > 0) expect(assigned.map(readVb).join("")).toBe(value);
            else expect(lines.join("\n")).toContain(`"certificate").Value = ${quoteVb(value)}`);
          },
        ),
        runs(100),
      ),
    PATIENCE,
  );
});
