import { describe, expect, it } from "vitest";
import { highlightLines } from "@/components/ui/highlighter";

const TEXTS: Record<string, string> = {
  xml: '<access sslFlags="Ssl" />\r\n<!-- two\nlines -->\n',
  powershell: "# note\n$mapping = Get-Item -Path 'x'\n",
  csharp: 'using System;\nvar x = "y"; // z\n',
  vbnet: 'Dim x As String = "y"\n\' z\n',
  javascript: 'var x = "y";\n',
  vbscript: 'Set x = y("z")\n',
  dos: "@echo off\nrem note\n",
  yaml: "- name: x\n  value: 1\n",
};

describe("highlighting", () => {
  it.each(Object.entries(TEXTS))("of %s changes no character and knows some words", (language, text) => {
    const lines = highlightLines(text, language) ?? [];
    expect(lines.map((line) => line.map((token) => token.text).join(""))).toEqual(text.split(/\r?\n/));
    expect(lines.flat().some(({ look }) => look !== undefined)).toBe(true);
  });

  it("keeps the look of a comment over its lines", () => {
    const looks = (highlightLines(TEXTS.xml ?? "", "xml") ?? []).map((line) => line[0]?.look);
    expect(looks.slice(1, 3)).toEqual(["comment", "comment"]);
  });

  it("leaves a language that it does not know", () => {
    expect(highlightLines("x", "klingon")).toBeNull();
  });
});
