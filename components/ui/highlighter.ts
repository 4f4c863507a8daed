import csharp from "highlight.js/lib/languages/csharp";
import dos from "highlight.js/lib/languages/dos";
import javascript from "highlight.js/lib/languages/javascript";
import powershell from "highlight.js/lib/languages/powershell";
import vbnet from "highlight.js/lib/languages/vbnet";
import vbscript from "highlight.js/lib/languages/vbscript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";
import { createLowlight } from "lowlight";
import type { Look, Token } from "@/components/ui/use-highlighted";

const lowlight = createLowlight({ csharp, dos, javascript, powershell, vbnet, vbscript, xml, yaml });

/** highlight.js tells some forty kinds of words apart; six looks are enough to read by. */
const LOOKS: Record<string, Look> = {
  comment: "comment",
  doctag: "comment",
  meta: "comment",
  keyword: "keyword",
  literal: "keyword",
  built_in: "keyword",
  string: "string",
  regexp: "string",
  name: "title",
  title: "title",
  type: "title",
  attr: "attribute",
  attribute: "attribute",
  variable: "attribute",
  property: "attribute",
  params: "attribute",
  number: "number",
  bullet: "number",
};

type Node = ReturnType<typeof lowlight.highlight>["children"][number];

/** The text in lines of words with a look; all of them together are the text. Null for a language that it does not know. */
export function highlightLines(code: string, language: string): Token[][] | null {
  if (!lowlight.registered(language)) return null;
  const lines: Token[][] = [[]];
  const write = (text: string, look: Look | undefined) => {
    text.split(/\r?\n/).forEach((part, i) => {
      if (i > 0) lines.push([]);
      if (part !== "") lines.at(-1)?.push({ text: part, look });
    });
  };
  const walk = (node: Node, look: Look | undefined) => {
    if (node.type === "text") write(node.value, look);
    if (node.type !== "element") return;
    const classes = Array.isArray(node.properties.className) ? node.properties.className : [];
    const own = classes.flatMap((name) => LOOKS[String(name).replace(/^hljs-/, "")] ?? [])[0];
    for (const child of node.children) walk(child as Node, own ?? look);
  };
  for (const node of lowlight.highlight(language, code).children) walk(node, undefined);
  return lines;
}
