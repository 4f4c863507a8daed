import { describe, expect, it } from "vitest";
import { listScopes, parseApplicationHost } from "@/lib/iis/read";
import { LineIndex, parseMarkup } from "@/lib/iis/xml";
import { tokenAt } from "@/lib/iis/xml-tokens";

/** Milliseconds of this process: unlike the clock, no other program on the machine adds to them. */
const cpu = () => process.cpuUsage().user / 1_000;

const parse = (text: string) => parseMarkup(text, new LineIndex(text));
const errorOf = (text: string) => {
  const parsed = parse(text);
  return parsed.ok ? undefined : parsed.error;
};

describe("parseMarkup", () => {
  it("gives offsets into the text, beyond the basic plane too", () => {
    const text = `<!-- 😀 -->\r\n<a>\r\n<b c='😀'/></a>`;
    const parsed = parse(text);
    if (!parsed.ok) throw new Error(parsed.error.message);
    const [, b] = parsed.value.children;
    expect(text.slice(b?.start, b?.end)).toBe("<b c='😀'/>");
  });

  it("says where a file is not well-formed", () => {
    expect(errorOf("<a>\n  <b>\n</a>")).toMatchObject({ code: "xml-malformed", line: 3, column: 1 });
    expect(errorOf("<a>\n<b x='😀' &/></a>")).toMatchObject({ code: "xml-malformed", line: 2, column: 10 });
    expect(errorOf("")).toMatchObject({ code: "xml-malformed" });
    expect(errorOf("\n<?xml version='1.0'?><a/>")).toMatchObject({ code: "xml-malformed", line: 2 });
    expect(errorOf("<a/><b/>")?.message).toMatch(/500\.19 with 0x8007000d/);
    for (const text of [
      "<a",
      "<a b='",
      "<!-- ",
      "<a><![CDATA[ ",
      "<?x",
      "</a",
      "<a b='1' b='2'/>",
      "\uFEFF\uFEFF<a/>",
    ]) {
      expect(errorOf(text)).toMatchObject({ code: "xml-malformed" });
    }
  });

  it("does not tell what stands behind an unescaped ampersand", () => {
    expect(errorOf("<a password='open&sesame;'/>")?.message).not.toContain("sesame");
  });

  it("refuses document types before it parses, wherever they stand", () => {
    const bomb = `<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE a [<!ENTITY x "y">]>\n<a>&x;</a>`;
    expect(errorOf(bomb)).toMatchObject({ code: "xml-dtd-refused", line: 3, column: 1 });
    expect(errorOf("<a><!DOCTYPE x></a>")).toMatchObject({ code: "xml-dtd-refused" });
    expect(parse("<a><!-- <!DOCTYPE x> --></a>").ok).toBe(true);
  });

  it("refuses depth that would exhaust the stack, but no length", () => {
    expect(errorOf("<a>".repeat(200_000))).toMatchObject({ code: "xml-too-deep", line: 1, column: 301 });
    expect(parse(`<a>${"<b/>".repeat(50_000)}${"<b></b>".repeat(50_000)}</a>`).ok).toBe(true);
  });

  it("takes line ends in linear time", () => {
    const start = cpu();
    const lines = "\r\n".repeat(400_000);
    expect(parse(`<a>${lines}<?x ${lines}?><![CDATA[${lines}]]></a>`).ok).toBe(true);
    expect(cpu() - start).toBeLessThan(5_000);
  });
});

describe("tokenAt", () => {
  it("is not led astray by what quotes hold", () => {
    const text = `<a b=">" c='/>"'>`;
    expect(tokenAt(text, 0)).toEqual({ kind: "start", start: 0, end: text.length });
    expect(tokenAt("<a b='/'/>x", 0)).toEqual({ kind: "empty", start: 0, end: 10 });
    expect(tokenAt("<a b='>", 0).kind).toBe("broken");
  });
});

describe("LineIndex", () => {
  it("counts from 1, and a surrogate pair once", () => {
    const lines = new LineIndex("ab\n😀c\r\n\nd");
    expect([0, 2, 3, 5, 8, 9].map((offset) => lines.at(offset))).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 3 },
      { line: 2, column: 1 },
      { line: 2, column: 2 },
      { line: 3, column: 1 },
      { line: 4, column: 1 },
    ]);
  });
});

it("stays linear on one long line with many findings", () => {
  const entry = `<add name="" friendlyName="😀" enabled="x"/>`;
  const path = (content: string) =>
    `<system.webServer><security><authentication><iisClientCertificateMappingAuthentication><manyToOneMappings>${content}</manyToOneMappings></iisClientCertificateMappingAuthentication></authentication></security></system.webServer>`;
  const locations = Array.from(
    { length: 3_000 },
    (_, i) => `<location path="s${i}">${path(entry)}</location>`,
  ).join("");
  const start = cpu();
  const file = parseApplicationHost(
    new TextEncoder().encode(`\n<configuration>${path(entry.repeat(20_000))}${locations}</configuration>`),
  );
  if (!file.ok) throw new Error(file.error.message);
  expect(file.value.problems.length).toBeGreaterThan(60_000);
  expect(listScopes(file.value)).toHaveLength(3_001);
  expect(cpu() - start).toBeLessThan(10_000);
});
